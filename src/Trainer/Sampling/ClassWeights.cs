namespace Defects.Trainer.Sampling;

/// <summary>What the weight alpha of a class goes with, to the power -r of the sampling plan.</summary>
public enum ClassWeights
{
    /// <summary>n^-r of its n images.</summary>
    InverseFrequency,

    /// <summary>
    /// E^-r of the effective number E = (1 - beta^n) / (1 - beta) (Cui et al. 2019, proposition 1): the images beyond some thousand
    /// show little that is new, so they count for little. With r = 1 it is the weight of the paper.
    /// </summary>
    EffectiveNumber,

    /// <summary>Every class weighs the same.</summary>
    None,
}
