using Defects.Trainer.Evaluation.Plots;
using static Defects.Trainer.Evaluation.ReportFormat;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report says of one split.</summary>
internal static class SplitText
{
    private static readonly IReadOnlyList<string> ClassColumns = ["class", "precision", "recall", "F1", "support"];

    public static IEnumerable<ReportBlock> Of(SplitEvaluation split, IReadOnlyList<MistakePicture> mistakes, PictureRule pictures)
    {
        yield return new ReportBlock(2, $"Split {split.Name}", Covered(split.Scores), ClassColumns, [.. split.Scores.Classes.Select(c => Row(split, c, ""))])
        {
            Plots = [Confusion(split), PrecisionRecall(split), Reliability(split)],
        };
        yield return new ReportBlock(
            3,
            "At the thresholds",
            "Each class against the rest: an image may raise several classes, or none, which is what good means here.",
            ClassColumns,
            [.. split.AtThresholds.Classes.Select(c => Row(split, c, Figures.AtThresholds))]);
        yield return new ReportBlock(
            3,
            "Confusion",
            "Rows are the truth, columns the likeliest class.",
            ["truth", .. split.Confusion.Classes.Select(c => c.Name)],
            [.. split.Confusion.Classes.Select(row => (IReadOnlyList<string>)[
                row.Name,
                .. split.Confusion.Classes.Select(column => split.Confusion.Share(row, column) is { } share ? $"{split.Confusion[row, column]} ({Percent(share)})" : "")])]);
        yield return new ReportBlock(
            3,
            "By source",
            "A model that recognises a room looks like one that recognises a defect: read each source by itself.",
            ["source", "images", "accuracy", .. split.Confusion.Classes.Select(c => $"{c} recall")],
            [.. split.Sources.Select(source => (IReadOnlyList<string>)[
                source.Name,
                $"{source.Scores.Images}",
                Number(source.Scores.Accuracy),
                .. split.Confusion.Classes.Select(c => source.Scores.Classes.FirstOrDefault(s => s.Class == c) is { } s ? $"{Number(s.Recall)} of {s.Support}" : "")])]);
        if (mistakes.Count > 0)
        {
            yield return Mistakes(mistakes, pictures);
        }
    }

    private static string Covered(Scores scores) => scores.Absent.Count == 0
        ? ""
        : $"No image of {string.Join(", ", scores.Absent)}: averages are over {string.Join(", ", scores.Classes.Select(c => c.Class))}.";

    private static IReadOnlyList<string> Row(SplitEvaluation split, ClassScores c, string prefix) =>
    [
        c.Class.Name,
        WithInterval(split, $"{prefix}{c.Class}.precision", c.Precision),
        WithInterval(split, $"{prefix}{c.Class}.recall", c.Recall),
        WithInterval(split, $"{prefix}{c.Class}.f1", c.F1),
        $"{c.Support}",
    ];

    private static ReportBlock Mistakes(IReadOnlyList<MistakePicture> mistakes, PictureRule rule)
    {
        var shown = mistakes.Where(m => rule.Allows(m.Mistake.Prediction.Image)).ToList();
        var withheld = shown.Count == mistakes.Count ? "" : $" {mistakes.Count - shown.Count} pictures of real prints are left out here; the run's own report shows them.";
        return new ReportBlock(
            3,
            "Worst mistakes",
            $"The surest first, at most two of a print. The outline is where the model saw what it said.{withheld}",
            ["image", "truth", "said", "probability of it", "of the truth"],
            [.. mistakes.Select(m => (IReadOnlyList<string>)[
                FileName(m),
                m.Mistake.Prediction.Image.Label.Name,
                m.Mistake.Said.Name,
                Number(m.Mistake.Confidence),
                Number(m.Mistake.Truth)])])
        {
            Pictures = [.. shown.Select(m => ($"{m.Mistake.Prediction.Image.Label.DisplayName}, taken for {m.Mistake.Said.DisplayName} ({Percent(m.Mistake.Confidence)}): {FileName(m)}", m.Jpeg))],
        };
    }

    private static string FileName(MistakePicture picture) => Path.GetFileName(picture.Mistake.Prediction.Image.Path);

    private static ReportPlot Confusion(SplitEvaluation split) => ConfusionPlot.Draw(
        $"{split.Name}_confusion", $"Confusion on {split.Name}: share of each row, with the number of images.", split.Confusion);

    private static ReportPlot PrecisionRecall(SplitEvaluation split) => PrecisionRecallPlot.Draw(
        $"{split.Name}_precision_recall",
        $"Precision over recall on {split.Name}; the marker is the set threshold, the number the average precision.",
        split.Confusion.Classes.Select(c => PrecisionRecallCurve.Of(split.Predictions, split.Confusion.Classes, c)).OfType<PrecisionRecallCurve>(),
        split.AtThresholds);

    private static ReportPlot Reliability(SplitEvaluation split) => ReliabilityPlot.Draw(
        $"{split.Name}_reliability",
        $"Reliability on {split.Name}: points below the dashed line are overconfident, above it underconfident.",
        ReliabilityBin.Of(split));
}
