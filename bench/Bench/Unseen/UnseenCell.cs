using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Unseen;

/// <summary>How a network orders the pictures of a source that it never saw: spaghetti above good, and any defect above good.</summary>
/// <param name="Spaghetti">Null where the source lacks one of the two.</param>
/// <param name="Defects">Every defect that the source shows and the network knows; null where there is none, or nothing good.</param>
/// <param name="GoodTaken">Share of the good pictures whose likeliest class, all being equally frequent, is a defect; null where there are none.</param>
internal sealed record UnseenCell(Separation? Spaghetti, Separation? Defects, double? GoodTaken)
{
    public static UnseenCell Of(HeldOutSource held)
    {
        var good = Of(held, DefectClass.Good);
        return new UnseenCell(
            Between(Of(held, DefectClass.Spaghetti), good, s => LogOdds(s, held.Classes.ColumnOf(DefectClass.Spaghetti))),
            Between([.. held.Scores.Where(s => s.Image.Label.IsDefect)], good, s => -LogOdds(s, held.Classes.ColumnOf(DefectClass.Good))),
            good.Count == 0 ? null : good.Average(s => s.Logits[held.Classes.ColumnOf(DefectClass.Good)] < s.Logits.Max() ? 1.0 : 0));
    }

    private static IReadOnlyList<ScoredImage> Of(HeldOutSource held, DefectClass item) => [.. held.Scores.Where(s => s.Image.Label == item)];

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
