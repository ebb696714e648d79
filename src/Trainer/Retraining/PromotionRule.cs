using System.Globalization;
using Defects.Shared.Classes;

namespace Defects.Trainer.Retraining;

/// <summary>
/// Promotes a challenger only when its macro-F1 on the frozen test split is better and no class's recall is worse beyond its
/// paired bootstrap interval.
/// <para>
/// Groups (prints) are resampled, not rows, because the frames of a print err together; both models are measured on the same
/// resample, so that what makes the split hard for both cancels out (paired cluster bootstrap; Efron and Tibshirani 1993,
/// chapter 8). A resample without rows of a class says nothing about that class's recall and is left out of its interval.
/// </para>
/// </summary>
public static class PromotionRule
{
    /// <summary>Resamples: enough that the 2.5th percentile rests on fifty of them.</summary>
    public const int Resamples = 2000;

    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static PromotionVerdict Judge(IReadOnlyList<PairedPrediction> rows, Random random)
    {
        if (rows.Count == 0)
        {
            throw new ArgumentException("There is nothing to judge by: the test split is empty.", nameof(rows));
        }

        var classes = DefectClass.All.Where(c => rows.Any(row => row.Truth == c)).ToList();
        var groups = rows.GroupBy(row => row.Group).Select(group => group.ToList()).ToList();
        var whole = new PairedScores(rows, classes);

        List<double> macro = [];
        var recalls = classes.ToDictionary(c => c, _ => new List<double>());
        for (var i = 0; i < Resamples; i++)
        {
            var drawn = Enumerable.Range(0, groups.Count).SelectMany(_ => groups[random.Next(groups.Count)]);
            var scores = new PairedScores(drawn, classes);
            macro.Add(scores.Challenger.MacroF1 - scores.Champion.MacroF1);
            foreach (var item in classes.Where(c => scores.Champion.Support(c) > 0))
            {
                recalls[item].Add(scores.Challenger.Recall(item) - scores.Champion.Recall(item));
            }
        }

        var (low, high) = Interval(macro);
        List<RecallChange> changes = [];
        foreach (var item in classes)
        {
            var (recallLow, recallHigh) = Interval(recalls[item]);
            changes.Add(new RecallChange(item, whole.Champion.Recall(item), whole.Challenger.Recall(item), recallLow, recallHigh));
        }

        return Verdict(whole, low, high, changes);
    }

    private static PromotionVerdict Verdict(PairedScores whole, double low, double high, List<RecallChange> changes)
    {
        var better = whole.Challenger.MacroF1 > whole.Champion.MacroF1;
        List<string> reasons =
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"macro-F1 {whole.Champion.MacroF1:F4} -> {whole.Challenger.MacroF1:F4} (difference {low:+0.0000;-0.0000} to {high:+0.0000;-0.0000}): {(better ? "better" : "not better")}"),
        ];
        reasons.AddRange(changes.Where(c => c.IsWorse).Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"recall of {c.Class} {c.Champion:F3} -> {c.Challenger:F3} (difference {c.Low:+0.000;-0.000} to {c.High:+0.000;-0.000}): worse")));
        if (changes.All(c => !c.IsWorse))
        {
            reasons.Add("no class's recall is worse beyond its interval");
        }

        return new PromotionVerdict(
            better && changes.All(c => !c.IsWorse), reasons, whole.Champion.MacroF1, whole.Challenger.MacroF1, low, high, changes);
    }

    private static (double Low, double High) Interval(List<double> differences)
    {
        differences.Sort();
        return (At(0.025), At(0.975));

        double At(double share) => differences[(int)Math.Round(share * (differences.Count - 1), MidpointRounding.ToEven)];
    }
}
