using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Trainer.Calibration;

/// <summary>
/// A threshold with what it rests on. Precision and recall are those of the very images that it was chosen on and flatter: with 16
/// positives F1 comes out about 0.09 too high, with 78 about 0.035, with 300 about 0.015.
/// </summary>
/// <param name="Asked">The rule that was asked for.</param>
/// <param name="Applied">The rule that the threshold follows; another one only where a precision target is out of reach.</param>
/// <param name="Positives">Images that show the class.</param>
/// <param name="PositiveGroups">Prints that they come from.</param>
/// <param name="Precision">Share of images at or above the threshold that show the class; null where there is none.</param>
/// <param name="Recall">Share of images of the class that are at or above the threshold.</param>
/// <param name="Prints">The prints with images at or above the threshold.</param>
/// <param name="PrintPrecision">The precision over prints that these prove, one-sided, at the stated confidence.</param>
public sealed record ThresholdChoice(
    ClassThreshold Threshold,
    ThresholdRule Asked,
    ThresholdRule Applied,
    int Positives,
    int PositiveGroups,
    double? Precision,
    double Recall,
    PrintTrials Prints,
    double PrintPrecision)
{
    /// <param name="groups">Probability of the class for the images of each print, and whether the image shows it.</param>
    /// <returns>The choice, with a note where the rule that was asked for is out of reach.</returns>
    /// <exception cref="ArgumentException">No image shows the class.</exception>
    public static (ThresholdChoice Choice, string? Note) Of(
        DefectClass item, IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups, CalibrationOptions options, Random random)
    {
        var asked = options.RuleOf(item);
        if (asked.Criterion == ThresholdCriterion.FBeta)
        {
            return (ByFBeta(asked), null);
        }

        var search = new PrecisionSearch(asked.Value, options.Confidence);
        return search.Bootstrap(groups, options.Bootstraps, random) is { } found
            ? (With(asked, found), null)
            : (ByFBeta(options.DefaultRuleOf(item)), Unproved(item, search, search.Best(groups), options.DefaultRuleOf(item)));

        ThresholdChoice ByFBeta(ThresholdRule rule)
        {
            // The mean probability is the frequency that the probabilities are calibrated for.
            var frequency = groups.SelectMany(images => images).Average(image => image.Score);
            var prints = groups.Count(images => images.Any(image => image.Positive));
            return With(rule, ThresholdSearch.Bootstrap(
                groups,
                sample => ThresholdSearch.MaximiseFBeta(sample.SelectMany(images => images), rule.Value) is { } best
                    ? ThresholdSearch.TowardsFrequency(best, frequency, prints)
                    : null,
                options.Bootstraps,
                random));
        }

        ThresholdChoice With(ThresholdRule applied, (double Set, double Spread) found)
        {
            var images = groups.SelectMany(images => images).ToList();
            var counting = images.Where(i => i.Score >= found.Set).ToList();
            var (positives, hits) = (images.Count(i => i.Positive), counting.Count(i => i.Positive));
            var prints = PrintTrials.At(found.Set, groups);
            return new ThresholdChoice(
                new ClassThreshold(item, found.Set, found.Set * options.ResetShare, found.Spread),
                asked,
                applied,
                positives,
                groups.Count(g => g.Any(i => i.Positive)),
                counting.Count == 0 ? null : (double)hits / counting.Count,
                (double)hits / positives,
                prints,
                prints.LowerBound(options.Confidence));
        }
    }

    private static string Unproved(DefectClass item, PrecisionSearch search, PrintTrials best, ThresholdRule instead) => FormattableString.Invariant(
        $"{item}: precision {search.Target} over prints is not proved at {search.Confidence:0.###} confidence at any threshold. The best is {best.LowerBound(search.Confidence):0.000}, from {best.Threshold:0.000} on, where {best.Right} of {best.Prints} prints are right; ")
        + $"{ClopperPearson.SuccessesToProve(best.Right, best.Prints, search.Target, search.Confidence)} more prints without an error would prove it. Its threshold follows another rule instead: {instead}.";
}
