namespace Defects.Trainer.Sampling;

/// <summary>How far training leans towards rare classes; touches what training draws and nothing else.</summary>
public sealed record SamplingOptions
{
    /// <summary>
    /// e = q - r: the model is fitted to class masses n^e. 1 is the natural imbalance, 0 full balance (best balanced accuracy),
    /// a value in between favours macro-F1. 0 to <see cref="InitialExponent"/>; without loss weights r is 0, e is q, and this changes nothing.
    /// </summary>
    public double EffectiveExponent { get; init; } = 0.25;

    /// <summary>q where the rarest class has <see cref="FewGroups"/> groups or fewer; 0.5 is square-root sampling, 1 draws as there is.</summary>
    public double InitialExponent { get; init; } = 0.5;

    /// <summary>1 or more.</summary>
    public int FewGroups { get; init; } = 30;

    /// <summary>Groups of the rarest class from which sampling leaves the natural frequencies alone; above <see cref="FewGroups"/>.</summary>
    public int ManyGroups { get; init; } = 1000;

    /// <summary>Most times an image is drawn in one epoch, 1 or more; what is seen too often is learnt by heart.</summary>
    public int MaxRepeats { get; init; } = 8;

    /// <summary>Largest ratio of two classes' loss weights, 1 or more.</summary>
    public double MaxAlphaRatio { get; init; } = 10;

    public ScheduleKind Schedule { get; init; }

    /// <summary>One line for each value out of its range.</summary>
    public IEnumerable<string> Problems()
    {
        if (InitialExponent is not (>= 0 and <= 1))
        {
            yield return $"sampling initial exponent q0 {InitialExponent}: expected 0 to 1";
        }

        if (EffectiveExponent is not (>= 0 and <= 1))
        {
            yield return $"sampling effective exponent e = q - r {EffectiveExponent}: expected 0 (below, rare classes would outweigh common ones) to 1";
        }

        if (FewGroups < 1 || ManyGroups <= FewGroups)
        {
            yield return $"sampling groups {FewGroups} to {ManyGroups}: expected 1 or more, and a larger number";
        }

        if (MaxRepeats < 1)
        {
            yield return $"sampling repeats {MaxRepeats}: expected 1 or more";
        }

        if (MaxAlphaRatio is not (>= 1 and < double.PositiveInfinity))
        {
            yield return $"sampling weight ratio {MaxAlphaRatio}: expected 1 or more";
        }
    }
}
