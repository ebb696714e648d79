using Defects.Shared.Classes;

namespace Defects.Trainer.Sampling;

/// <summary>
/// How sampling and loss weights share the work against imbalance. Sampling mass goes with n^q (Kang et al. 2020), loss weight
/// with n^-r, so the model is fitted to masses n^(q-r): done both in full, the imbalance would be inverted. As the rarest class
/// grows, q climbs to 1 (no oversampling) and r = q - e takes over, so that what the model is fitted to stays as chosen.
/// </summary>
/// <param name="SamplingExponent">q, from the initial exponent to 1.</param>
/// <param name="WeightExponent">r = q - e.</param>
/// <param name="Classes">By ascending id.</param>
public sealed record SamplingPlan(double SamplingExponent, double WeightExponent, IReadOnlyList<ClassShare> Classes)
{
    public int DrawsPerEpoch => Classes.Sum(c => c.Draws);

    public double AlphaOf(DefectClass item) => Classes.First(c => c.Class == item).Alpha;

    /// <summary>The class frequencies that the model is fitted to: draws times alpha, adding up to 1.</summary>
    public IReadOnlyDictionary<DefectClass, double> EffectivePrior()
    {
        var total = Classes.Sum(c => c.Draws * c.Alpha);
        return Classes.ToDictionary(c => c.Class, c => c.Draws * c.Alpha / total);
    }

    /// <summary>A pure function of the counts; their order does not matter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The exponents would invert the imbalance, or weigh nothing down at first.</exception>
    public static SamplingPlan For(IReadOnlyList<ClassCount> counts, SamplingOptions options)
    {
        if (options.InitialExponent is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.InitialExponent, "The initial sampling exponent q0 lies between 0 and 1.");
        }

        if (!(options.EffectiveExponent >= 0 && options.EffectiveExponent <= options.InitialExponent))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.EffectiveExponent,
                $"The effective exponent q - r must lie between 0 (below, rare classes would outweigh common ones) and q0 = {options.InitialExponent}.");
        }

        var q = SamplingExponentFor(counts.Min(c => c.Groups), options);
        return Of(counts, q, q - options.EffectiveExponent, options);
    }

    /// <summary>Every class drawn alike and weighted alike, as far as the most repeats allow.</summary>
    public static SamplingPlan Balanced(IReadOnlyList<ClassCount> counts, SamplingOptions options) => Of(counts, q: 0, r: 0, options);

    private static SamplingPlan Of(IReadOnlyList<ClassCount> counts, double q, double r, SamplingOptions options)
    {
        var total = counts.Sum(c => c.Images);
        var mass = counts.Sum(c => Math.Pow(c.Images, q));
        var smallest = counts.Min(c => Math.Pow(c.Images, -r));
        var shares = counts
            .OrderBy(c => c.Class.Id)
            .Select(c => new ClassShare(
                c.Class,
                c.Images,
                Math.Clamp((int)Math.Round(total * Math.Pow(c.Images, q) / mass), 1, c.Images * options.MaxRepeats),
                Math.Min(Math.Pow(c.Images, -r), smallest * options.MaxAlphaRatio)))
            .ToList();

        // Weights of mean 1 over what is drawn: the learning rate means the same whatever the counts are.
        var mean = shares.Sum(s => s.Draws * s.Alpha) / shares.Sum(s => s.Draws);
        return new SamplingPlan(q, r, [.. shares.Select(s => s with { Alpha = s.Alpha / mean })]);
    }

    /// <summary>q along log n between the two ends.</summary>
    internal static double SamplingExponentFor(int groups, SamplingOptions options)
    {
        var climbed = Math.Log((double)groups / options.FewGroups) / Math.Log((double)options.ManyGroups / options.FewGroups);
        return options.InitialExponent + (1 - options.InitialExponent) * Math.Clamp(climbed, 0, 1);
    }
}
