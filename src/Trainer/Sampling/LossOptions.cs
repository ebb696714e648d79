using Defects.Shared.Classes;

namespace Defects.Trainer.Sampling;

/// <summary>The loss, and what it does against the imbalance that sampling leaves.</summary>
public sealed record LossOptions
{
    /// <summary>A focal loss favours rare classes by itself, so it goes with smaller weights (Lin et al. 2017, table 1b).</summary>
    private const double MostAlphaRatioOfFocal = 10;

    /// <summary>Cross-entropy by default: with the sampling plan it scores best out of fold (<c>docs/ablation.md</c>).</summary>
    public LossKind Kind { get; init; } = LossKind.CrossEntropy;

    /// <summary>The focus of the focal loss: 0 (cross-entropy), or 1 and more.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>What share of the log frequencies the logit-adjusted loss takes over: 0 (none: cross-entropy) to 1 (all).</summary>
    public double Tau { get; init; } = 1;

    /// <summary>For focal loss and cross-entropy; the other two counter the frequencies themselves.</summary>
    public ClassWeights Weights { get; init; } = ClassWeights.None;

    /// <summary>Of the effective number, 0 to below 1: images much beyond 1 / (1 - beta) count for nothing.</summary>
    public double Beta { get; init; } = 0.999;

    /// <summary>
    /// The class frequencies that plain logits come to be fitted to, adding up to 1: what is drawn times its weight, or, where the
    /// loss takes the frequencies of the draws to the power tau out of the logits, what it leaves of them.
    /// </summary>
    public IReadOnlyDictionary<DefectClass, double> FittedPrior(SamplingPlan plan)
    {
        var total = plan.Classes.Sum(MassOf);
        return plan.Classes.ToDictionary(c => c.Class, c => MassOf(c) / total);
    }

    /// <summary>One line for each value out of its range, and for each combination that would count the imbalance twice.</summary>
    public IEnumerable<string> Problems(SamplingOptions sampling)
    {
        if (Kind == LossKind.Focal && Gamma is not (0 or (>= 1 and < double.PositiveInfinity)))
        {
            yield return $"loss gamma {Gamma}: expected 0, or 1 and more; between them the gradient has no bound at p = 1";
        }

        if (Kind == LossKind.LogitAdjusted && Tau is not (>= 0 and <= 1))
        {
            yield return $"loss tau {Tau}: expected 0 to 1; above, rare classes would outweigh common ones";
        }

        if (Weights == ClassWeights.EffectiveNumber && Beta is not (>= 0 and < 1))
        {
            yield return $"loss beta {Beta}: expected 0 to below 1";
        }

        if (Kind is LossKind.BalancedSoftmax or LossKind.LogitAdjusted && Weights != ClassWeights.None)
        {
            yield return $"loss {Kind} with weights {Weights}: both counter the class frequencies, and together they invert them; choose weights {ClassWeights.None}";
        }

        if (Weights != ClassWeights.None && sampling.EffectiveExponent > sampling.InitialExponent)
        {
            yield return $"sampling effective exponent e = q - r {sampling.EffectiveExponent}: expected at most q0, {sampling.InitialExponent}, with weights {Weights}: above, they would turn against rare classes";
        }

        if (Kind == LossKind.Focal && Gamma >= 2 && Weights != ClassWeights.None && sampling.MaxAlphaRatio > MostAlphaRatioOfFocal)
        {
            yield return $"loss {Kind} of gamma {Gamma} with a weight ratio of up to {sampling.MaxAlphaRatio}: both favour rare classes; "
                + $"expected a ratio of at most {MostAlphaRatioOfFocal}, or a gamma below 2";
        }
    }

    /// <summary>Alpha of a class, before it is capped and brought to mean 1.</summary>
    /// <param name="images">1 or more.</param>
    /// <param name="exponent">r, 0 or more.</param>
    internal double WeightOf(int images, double exponent) => Weights switch
    {
        ClassWeights.InverseFrequency => Math.Pow(images, -exponent),
        ClassWeights.EffectiveNumber => Math.Pow((1 - Math.Pow(Beta, images)) / (1 - Beta), -exponent),
        _ => 1,
    };

    private double MassOf(ClassShare share) => Kind switch
    {
        LossKind.BalancedSoftmax => 1,
        LossKind.LogitAdjusted => Math.Pow(share.Draws, 1 - Tau),
        _ => share.Draws * share.Alpha,
    };
}
