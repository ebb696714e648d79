using Defects.Trainer.Losses;

namespace Defects.Trainer.Sampling;

/// <summary>The loss that training minimises.</summary>
public enum LossKind
{
    /// <summary><see cref="FocalLoss"/>.</summary>
    Focal,

    /// <summary><see cref="CrossEntropyLoss"/>.</summary>
    CrossEntropy,

    /// <summary><see cref="BalancedSoftmaxLoss"/>.</summary>
    BalancedSoftmax,

    /// <summary><see cref="LogitAdjustedLoss"/>.</summary>
    LogitAdjusted,
}
