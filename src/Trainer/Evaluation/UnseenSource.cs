using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Evaluation;

/// <summary>How a network orders the pictures of a source that it never saw: spaghetti above good, and any defect above good.</summary>
/// <param name="Source">Its name in the manifest.</param>
/// <param name="Images">By class, those that the source shows.</param>
/// <param name="Spaghetti">Null where the source lacks one of the two.</param>
/// <param name="Defects">Every defect that the source shows and the network knows; null where there is none, or nothing good.</param>
/// <param name="GoodTaken">Share of the good pictures whose likeliest class, all being equally frequent, is a defect; null where there are none.</param>
public sealed record UnseenSource(
    string Source, IReadOnlyDictionary<DefectClass, int> Images, Separation? Spaghetti, Separation? Defects, double? GoodTaken)
{
    /// <summary>What comes of its pictures at a model's thresholds; null where there are none.</summary>
    public ServedShares? Served { get; init; }

    /// <summary>What adaptation makes of it; null without a rule, or without a print of it that could be adapted to.</summary>
    public AdaptedSource? Adapted { get; init; }

    /// <param name="classes">What the network knows.</param>
    /// <param name="scores">Of the source's images of those classes, the class frequencies that the network was fitted to taken off.</param>
    public static UnseenSource Of(string source, ClassSet classes, IReadOnlyList<ScoredImage> scores)
    {
        var good = Of(DefectClass.Good);
        return new UnseenSource(
            source,
            scores.CountBy(s => s.Image.Label).ToDictionary(),
            Between(Of(DefectClass.Spaghetti), good, s => LogOdds(s, classes.ColumnOf(DefectClass.Spaghetti))),
            Between([.. scores.Where(s => s.Image.Label.IsDefect)], good, s => -LogOdds(s, classes.ColumnOf(DefectClass.Good))),
            good.Count == 0 ? null : good.Average(s => s.Logits[classes.ColumnOf(DefectClass.Good)] < s.Logits.Max() ? 1.0 : 0));

        IReadOnlyList<ScoredImage> Of(DefectClass item) => [.. scores.Where(s => s.Image.Label == item)];
    }

    private static Separation? Between(IReadOnlyList<ScoredImage> failing, IReadOnlyList<ScoredImage> good, Func<ScoredImage, double> score) =>
        failing.Count == 0 || good.Count == 0 ? null : new Separation(failing.Select(score), good.Select(score));

    /// <summary>log p / (1 - p), which keeps apart what a probability near 1 rounds together.</summary>
    private static double LogOdds(ScoredImage scored, int column)
    {
        var highest = scored.Logits.Max();
        var others = scored.Logits.Where((_, i) => i != column).Sum(z => Math.Exp(z - highest));
        return scored.Logits[column] - highest - Math.Log(others);
    }
}
