using System.Globalization;
using Defects.Shared.Bundles;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report says, before it is Markdown or HTML.</summary>
internal static class ReportText
{
    public static IReadOnlyList<ReportBlock> Of(Report report) =>
    [
        new ReportBlock(1, $"Model {report.Model.Name}/{report.Model.Version}", Introduction(report)),
        Headline(report),
        .. report.Splits.SelectMany(OfSplit),
        .. report.Training is { } training ? OfTraining(training) : [],
        Thresholds(report.Model),
    ];

    private static string Introduction(Report report)
    {
        var model = report.Model;
        var skipped = report.Skipped.Count == 0 ? "" : $" {report.Skipped.Count} files could not be read and were left out: {string.Join(", ", report.Skipped)}.";
        return $"{model.Architecture} at {model.InputSize} px, classes {model.ClassSet()}; made {model.Created:yyyy-MM-dd HH:mm} UTC from commit {model.GitCommit}, "
            + $"training data {model.TrainingDataHash[..12]}. Every figure was measured through ONNX Runtime on the exported model, with the probabilities that "
            + $"an agent would see. Intervals are 95 %, by bootstrap over whole prints.{skipped}";
    }

    private static ReportBlock Headline(Report report) => new(
        2,
        "Headline",
        "",
        ["split", "images", "groups", "accuracy", "balanced accuracy", "top-2", "macro-F1", "weighted-F1", "ECE", "NLL", "Brier"],
        [.. report.Splits.Select(HeadlineRow)]);

    private static IReadOnlyList<string> HeadlineRow(SplitEvaluation split) =>
    [
        split.Name,
        $"{split.Scores.Images}",
        $"{split.Groups}",
        .. SplitEvaluation.Headline(split.Scores).Select(figure => WithInterval(split, figure.Key, figure.Value)),
        Number(split.Quality.ExpectedCalibrationError),
        Number(split.Quality.NegativeLogLikelihood),
        Number(split.Quality.Brier),
    ];

    private static IEnumerable<ReportBlock> OfSplit(SplitEvaluation split)
    {
        var absent = split.Scores.Absent.Count == 0 ? "" : $"No image of {string.Join(", ", split.Scores.Absent)}: averages are over the other classes.";
        yield return new ReportBlock(
            2,
            $"Split {split.Name}",
            absent,
            ["class", "precision", "recall", "F1", "support"],
            [.. split.Scores.Classes.Select(c => (IReadOnlyList<string>)[
                c.Class.Name,
                WithInterval(split, $"{c.Class}.precision", c.Precision),
                WithInterval(split, $"{c.Class}.recall", c.Recall),
                WithInterval(split, $"{c.Class}.f1", c.F1),
                $"{c.Support}"])]);

        yield return new ReportBlock(
            3,
            "Confusion",
            "Rows are the truth, columns what the model said.",
            ["truth", .. split.Confusion.Classes.Select(c => c.Name)],
            [.. split.Scores.Classes.Select(row => (IReadOnlyList<string>)[
                row.Class.Name,
                .. split.Confusion.Classes.Select(column => $"{split.Confusion[row.Class, column]} ({Percent(split.Confusion[row.Class, column], row.Support)})")])]);

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
    }

    private static IEnumerable<ReportBlock> OfTraining(TrainingSummary training)
    {
        yield return new ReportBlock(
            2,
            "What it was trained on",
            $"Started from {training.Start ?? "random weights"}; epoch {training.BestEpoch} of {training.Epochs} was the best on validation. Sampling exponent q = "
            + $"{Number(training.Plan.SamplingExponent)}, weight exponent r = {Number(training.Plan.WeightExponent)}.",
            ["source", "licence", "split", "images", "groups"],
            [.. training.Sources.Select(s => (IReadOnlyList<string>)[s.Source, s.Licence, s.Split, $"{s.Images}", $"{s.Groups}"])]);
        yield return new ReportBlock(
            3,
            "Sampling",
            "",
            ["class", "images", "draws an epoch", "draws of an image", "loss weight"],
            [.. training.Plan.Classes.Select(c => (IReadOnlyList<string>)[c.Class.Name, $"{c.Images}", $"{c.Draws}", Number(c.Repeats), Number(c.Alpha)])]);
        yield return new ReportBlock(
            2,
            "Calibration",
            "Fitted and measured on the validation split, so the second row flatters; the table of splits above does not.",
            ["", "NLL", "Brier", "ECE"],
            [Quality("before", training.Before), Quality("after", training.After)]);
    }

    private static ReportBlock Thresholds(ModelDescription model) => new(
        2,
        "Thresholds",
        $"Temperature {Number(model.Temperature)}. The spread is the standard deviation of the set threshold over bootstraps of prints.",
        ["class", "set", "reset", "spread", "prior offset"],
        [.. model.Thresholds.Select(t => (IReadOnlyList<string>)[t.Class.Name, Number(t.Set), Number(t.Reset), Number(t.Spread), Number(model.PriorOffset[t.Class])])]);

    private static IReadOnlyList<string> Quality(string name, ProbabilityQuality q) =>
        [name, Number(q.NegativeLogLikelihood), Number(q.Brier), Number(q.ExpectedCalibrationError)];

    private static string WithInterval(SplitEvaluation split, string key, double value) =>
        split.Intervals.TryGetValue(key, out var interval) ? $"{Number(value)} ({Number(interval.Low)} to {Number(interval.High)})" : Number(value);

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Percent(int part, int whole) => ((double)part / whole).ToString("0 %", CultureInfo.InvariantCulture);
}
