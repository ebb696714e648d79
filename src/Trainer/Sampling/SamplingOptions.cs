namespace Defects.Trainer.Sampling;

/// <summary>How far training leans towards rare classes.</summary>
public sealed record SamplingOptions
{
    /// <summary>
    /// e = q - r: the model is fitted to class masses n^e. 1 is the natural imbalance, 0 full balance (best balanced accuracy),
    /// a quarter in between favours macro-F1. 0 to <see cref="InitialExponent"/>.
    /// </summary>
    public double EffectiveExponent { get; init; } = 0.25;

    /// <summary>q where the rarest class has <see cref="FewGroups"/> groups or fewer; 0.5 is square-root sampling.</summary>
    public double InitialExponent { get; init; } = 0.5;

    public int FewGroups { get; init; } = 30;

    /// <summary>Groups of the rarest class from which sampling leaves the natural frequencies alone.</summary>
    public int ManyGroups { get; init; } = 1000;

    /// <summary>Most times an image is drawn in one epoch; more would be learnt by heart.</summary>
    public int MaxRepeats { get; init; } = 8;

    /// <summary>Largest ratio of two classes' loss weights.</summary>
    public double MaxAlphaRatio { get; init; } = 10;
}
