using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>What comes of single pictures at a model's thresholds.</summary>
/// <param name="FalseAlarms">Share of the good ones at or above the set threshold of a defect; null where there are none.</param>
/// <param name="Caught">Share of the failing ones at or above the set threshold of what they show; null where there are none.</param>
public sealed record ServedShares(double? FalseAlarms, double? Caught)
{
    public static ServedShares Of(DecisionRule rule, IEnumerable<(DefectClass Label, IReadOnlyList<double> Probabilities)> pictures)
    {
        var right = pictures.ToLookup(picture => picture.Label.IsDefect, picture => rule.Raises(picture.Label, picture.Probabilities));
        return new ServedShares(
            right[false].Any() ? right[false].Average(good => good ? 0.0 : 1) : null,
            right[true].Any() ? right[true].Average(caught => caught ? 1.0 : 0) : null);
    }
}
