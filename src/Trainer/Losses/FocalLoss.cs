using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Defects.Trainer.Losses;

/// <summary>
/// Focal loss (Lin et al. 2017, section 3) for classes that exclude each other: the mean of -alpha_y (1 - p_y)^gamma log p_y. p_y
/// comes from the unweighted log-softmax and alpha stays outside the power: weighting inside it would change what counts as hard.
/// With gamma 0 it is cross-entropy.
/// </summary>
public sealed class FocalLoss : TrainingLoss
{
    private readonly double _gamma;

    /// <param name="gamma">0, or 1 and more: between them the gradient has no bound at p_y = 1.</param>
    /// <param name="alpha">float32 [K], of mean 1 over the draws; becomes this loss's own.</param>
    public FocalLoss(double gamma, Tensor alpha)
        : base(alpha)
    {
        if (gamma is not (0 or >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma is 0 or at least 1: between them the gradient is unbounded at p = 1.");
        }

        _gamma = gamma;
    }

    public override Tensor Of(Tensor logits, Tensor labels)
    {
        var logP = log_softmax(logits, dim: 1).gather(1, labels.unsqueeze(1)).squeeze(1);

        // Owned until the end, or a garbage collection during the call could free it.
        using Scalar gamma = _gamma;
        var hard = _gamma == 0 ? ones_like(logP) : (ones_like(logP) - logP.exp()).pow(gamma);
        return (PerClass[labels] * hard * -logP).mean();
    }
}
