using Defects.Shared.Classes;

namespace Defects.Trainer.Sampling;

/// <summary>
/// How sampling and loss weights share the work against imbalance. Sampling mass goes with n^q (Kang et al. 2020), loss weight
/// with n^-r, so the model is fitted to masses n^(q-r): done both in full, the imbalance would be inverted. As the rarest class
/// grows, q climbs to 1 (no oversampling) and r = q - e takes over, so that what the model is fitted to stays as chosen.
/// </summary>
/// <param name="SamplingExponent">q, from the initial exponent to 1.</param>
/// <param name="WeightExponent">r = q - e, or 0 where the loss takes no weights.</param>
/// <param name="Classes">By ascending id.</param>
public sealed record SamplingPlan(double SamplingExponent, double WeightExponent, IReadOnlyList<ClassShare> Classes)
{
    public int DrawsPerEpoch => Classes.Sum(c => c.Draws);

    public ClassShare ShareOf(DefectClass item) => Classes.First(c => c.Class == item);

    /// <summary>A pure function of the counts; their order does not matter.</summary>
    /// <param name="counts">Of one class or more.</param>
    /// <exception cref="ArgumentException">The options would invert the imbalance, or are out of range; a line for each problem.</exception>
    public static SamplingPlan For(IReadOnlyList<ClassCount> counts, SamplingOptions sampling, LossOptions loss)
    {
        var problems = sampling.Problems().Concat(loss.Problems(sampling)).ToList();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join('\n', problems));
        }

        var q = SamplingExponentFor(counts.Min(c => c.Groups), sampling);
        return Of(counts, q, loss.Weights == ClassWeights.None ? 0 : q - sampling.EffectiveExponent, sampling, loss);
    }

    /// <summary>Every class drawn alike and weighted alike, as far as the most repeats allow: for a classifier on a finished backbone.</summary>
    public static SamplingPlan Balanced(IReadOnlyList<ClassCount> counts, SamplingOptions sampling) =>
        Of(counts, q: 0, r: 0, sampling, new LossOptions { Weights = ClassWeights.None });

    private static SamplingPlan Of(IReadOnlyList<ClassCount> counts, double q, double r, SamplingOptions sampling, LossOptions loss)
    {
        ClassCount[] ordered = [.. counts.OrderBy(c => c.Class.Id)];
        var total = ordered.Sum(c => (double)c.Images);
        var mass = ordered.Sum(c => Math.Pow(c.Images, q));
        var smallest = ordered.Min(c => loss.WeightOf(c.Images, r));
        return new SamplingPlan(q, r, WithMeanAlphaOne(ordered.Select(c => new ClassShare(
            c.Class,
            c.Images,
            (int)Math.Clamp(Math.Round(total * Math.Pow(c.Images, q) / mass), 1, (double)c.Images * sampling.MaxRepeats),
            Math.Min(loss.WeightOf(c.Images, r), smallest * sampling.MaxAlphaRatio)))));
    }

    /// <summary>A mixture of natural frequencies without weights and this plan; its exponents stay those of the plan it goes to.</summary>
    /// <param name="share">0 (natural) to 1 (this plan).</param>
    internal SamplingPlan Approached(double share) => share == 1 ? this : this with
    {
        Classes = WithMeanAlphaOne(Classes.Select(c => c with
        {
            Draws = (int)Math.Round((1 - share) * c.Images + share * c.Draws),
            Alpha = 1 - share + share * c.Alpha,
        })),
    };

    /// <summary>q along log n between the two ends.</summary>
    internal static double SamplingExponentFor(int groups, SamplingOptions options)
    {
        var climbed = Math.Log((double)groups / options.FewGroups) / Math.Log((double)options.ManyGroups / options.FewGroups);
        return options.InitialExponent + (1 - options.InitialExponent) * Math.Clamp(climbed, 0, 1);
    }

    /// <summary>Weights of mean 1 over what is drawn: the learning rate means the same whatever the counts are.</summary>
    private static IReadOnlyList<ClassShare> WithMeanAlphaOne(IEnumerable<ClassShare> shares)
    {
        var given = shares.ToList();
        var mean = given.Sum(s => s.Draws * s.Alpha) / given.Sum(s => (double)s.Draws);
        return [.. given.Select(s => s with { Alpha = s.Alpha / mean })];
    }
}
