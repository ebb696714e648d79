using System.Globalization;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

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

    // Champion and challenger may know different classes: a class that one of them lacks counts as missed.
    private static readonly ClassSet Classes = new(DefectClass.All);

    /// <exception cref="ArgumentException">There are no rows.</exception>
    public static PromotionVerdict Judge(IReadOnlyList<PairedPrediction> rows, Random random)
    {
        if (rows.Count == 0)
        {
            throw new ArgumentException("There is nothing to judge by: the test split is empty.", nameof(rows));
        }

        var groups = rows.GroupBy(row => row.Group).Select(Count).ToList();
        var whole = Score(groups);
        var samples = Enumerable.Range(0, Resamples).Select(_ => Score(groups.Select(_ => groups[random.Next(groups.Count)]))).ToList();

        var macro = GroupBootstrap.IntervalOf(samples.Select(s => (double?)(s.Challenger.MacroF1 - s.Champion.MacroF1)))!;
        var recalls = whole.Champion.Classes.Select(c => c.Class).Select(item => Change(item, whole, samples)).ToList();
        var better = whole.Challenger.MacroF1 > whole.Champion.MacroF1;
        return new PromotionVerdict(
            better && recalls.All(c => !c.IsWorse),
            [.. Reasons(whole, better, macro, recalls)],
            whole.Champion.MacroF1,
            whole.Challenger.MacroF1,
            macro,
            recalls);
    }

    private static (ConfusionMatrix Champion, ConfusionMatrix Challenger) Count(IEnumerable<PairedPrediction> rows)
    {
        var (champion, challenger) = (new ConfusionMatrix(Classes), new ConfusionMatrix(Classes));
        foreach (var row in rows)
        {
            champion.Add(row.Truth, row.Champion, 1);
            challenger.Add(row.Truth, row.Challenger, 1);
        }

        return (champion, challenger);
    }

    private static (Scores Champion, Scores Challenger) Score(IEnumerable<(ConfusionMatrix Champion, ConfusionMatrix Challenger)> groups)
    {
        var (champion, challenger) = (new ConfusionMatrix(Classes), new ConfusionMatrix(Classes));
        foreach (var group in groups)
        {
            champion.Add(group.Champion);
            challenger.Add(group.Challenger);
        }

        return (Scores.Of(champion), Scores.Of(challenger));
    }

    private static RecallChange Change(DefectClass item, (Scores Champion, Scores Challenger) whole, List<(Scores Champion, Scores Challenger)> samples)
    {
        var interval = GroupBootstrap.IntervalOf(samples.Select(s => RecallOf(s.Challenger) - RecallOf(s.Champion)))!;
        return new RecallChange(item, RecallOf(whole.Champion)!.Value, RecallOf(whole.Challenger)!.Value, interval);

        double? RecallOf(Scores scores) => scores.Classes.FirstOrDefault(c => c.Class == item)?.Recall;
    }

    private static IEnumerable<string> Reasons((Scores Champion, Scores Challenger) whole, bool better, Interval macro, List<RecallChange> recalls)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"macro-F1 {whole.Champion.MacroF1:F4} -> {whole.Challenger.MacroF1:F4} (difference {macro.Low:+0.0000;-0.0000} to {macro.High:+0.0000;-0.0000}): {(better ? "better" : "not better")}");
        foreach (var worse in recalls.Where(c => c.IsWorse))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"recall of {worse.Class} {worse.Champion:F3} -> {worse.Challenger:F3} (difference {worse.Difference.Low:+0.000;-0.000} to {worse.Difference.High:+0.000;-0.000}): worse");
        }

        if (recalls.All(c => !c.IsWorse))
        {
            yield return "no class's recall is worse beyond its interval";
        }
    }
}
