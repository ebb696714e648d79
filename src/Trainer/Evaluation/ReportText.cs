using Defects.Shared.Classes;
using static Defects.Trainer.Evaluation.ReportFormat;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report says, before it is Markdown or HTML.</summary>
internal static class ReportText
{
    public static IReadOnlyList<ReportBlock> Of(Report report, PictureRule pictures) =>
    [
        new ReportBlock(1, $"Model {report.Model.Name}/{report.Model.Version}"),
        .. report.Splits.Count == 0 ? [] : (IEnumerable<ReportBlock>)[InShort(Chief(report.Splits)), Headline(report), AtThresholds(report)],
        new ReportBlock(2, "What was measured", Introduction(report)),
        .. report.Splits.SelectMany(split => SplitText.Of(split, [.. report.Mistakes.Where(m => m.Split == split.Name)], pictures)),
        .. report.LearningCurve is { } curve ? [TrainingText.OfLearningCurve(curve)] : (IEnumerable<ReportBlock>)[],
        .. report.UnseenSources.Count == 0 ? [] : (IEnumerable<ReportBlock>)[NewCameraText.OfSources(report.UnseenSources)],
        .. report.Adaptation is { } adaptation ? [NewCameraText.OfAdaptation(adaptation)] : (IEnumerable<ReportBlock>)[],
        .. report.Training is { } training ? TrainingText.Of(training) : [],
        .. report.Course.Count == 0 ? [] : (IEnumerable<ReportBlock>)[TrainingText.OfCourse(report.Course)],
        TrainingText.OfThresholds(report.Model),
    ];

    private const string OutOfFold =
        "The split out_of_fold is of the recipe rather than of this one network: each picture is scored by a network that had not seen its print, calibrated and decided by the other half of the prints. ";

    /// <summary>The set to believe first: what no choice was made on, and the larger of these.</summary>
    private static SplitEvaluation Chief(IReadOnlyList<SplitEvaluation> splits) =>
        splits.FirstOrDefault(s => s.Name == SplitEvaluation.OutOfFold) ?? splits.FirstOrDefault(s => s.Name == Data.Splits.Test) ?? splits[0];

    private static string Introduction(Report report)
    {
        var model = report.Model;
        var skipped = report.Skipped.Count == 0 ? "" : $" {report.Skipped.Count} files could not be read and were left out: {string.Join(", ", report.Skipped)}.";
        var unknown = report.UnknownClasses.Count == 0 ? "" : $" Left out, since the model does not know the class: {string.Join(", ", report.UnknownClasses.Select(c => $"{c.Images} of {c.Class}"))}.";
        return $"{model.Architecture} at {model.InputSize} px, classes {model.ClassSet()}; made {model.Created:yyyy-MM-dd HH:mm} UTC from commit {Short(model.GitCommit)}, "
            + $"training data {Short(model.TrainingDataHash)}. Every figure is of single frames with calibrated probabilities, as an agent sees them. "
            + (report.Splits.Any(s => s.Name == SplitEvaluation.OutOfFold) ? OutOfFold : "")
            + $"Intervals are 95 %, by bootstrap over whole prints.{skipped}{unknown}";
    }

    private static ReportBlock InShort(SplitEvaluation split) => new(
        2,
        "In ten seconds",
        $"On {split.Scores.Images} images of {split.Groups} prints and photos (split {split.Name}), frame by frame at the thresholds of the model. {GoodInShort(split)}"
            + "An agent wants seconds of evidence before it alerts, so most single wrong frames come to nothing.",
        ["", "caught", "wrong when it says so"],
        [.. split.Counts.Classes.Where(c => c.IsDefect).Select(c => InShort(split, c))])
    {
        IsHeadline = true,
    };

    private static IReadOnlyList<string> InShort(SplitEvaluation split, DefectClass item)
    {
        var (raised, right, support) = (split.Counts.Raised(item), split.Counts.RaisedRightly(item), split.Confusion.Support(item));
        return
        [
            item.DisplayName,
            support == 0 ? "no image of it: not known" : OutOf(right, support, Interval(split, item, "recall")),
            raised == 0 ? "never said so" : OutOf(raised - right, raised, Rest(Interval(split, item, "precision"))),
        ];
    }

    private static string GoodInShort(SplitEvaluation split)
    {
        var (right, support) = (split.Counts.RaisedRightly(DefectClass.Good), split.Confusion.Support(DefectClass.Good));
        return support == 0 ? "" : $"Good frames taken for a defect: {OutOf(support - right, support, Rest(Interval(split, DefectClass.Good, "recall")))}. ";
    }

    private static Interval? Interval(SplitEvaluation split, DefectClass item, string figure) =>
        split.Intervals.GetValueOrDefault($"{Figures.AtThresholds}{item}.{figure}");

    private static Interval? Rest(Interval? interval) => interval is null ? null : new Interval(1 - interval.High, 1 - interval.Low);

    private static string Short(string hash) => hash[..Math.Min(12, hash.Length)];

    private static ReportBlock Headline(Report report) => new(
        2,
        "All splits",
        "At the likeliest class. ECE, NLL and Brier say how far the probabilities can be believed: lower is better.",
        ["split", "images", "groups", "accuracy", "balanced accuracy", "macro-F1", "weighted-F1", "top-2", "ECE", "NLL", "Brier"],
        [.. report.Splits.Select(split => (IReadOnlyList<string>)[
            split.Name,
            $"{split.Scores.Images}",
            $"{split.Groups}",
            .. Figures.Headline(split.Scores).Select(figure => WithInterval(split, figure.Key, figure.Value)),
            Number(split.Quality.ExpectedCalibrationError),
            Number(split.Quality.NegativeLogLikelihood),
            Number(split.Quality.Brier)])]);

    private static ReportBlock AtThresholds(Report report) => new(
        3,
        "At the thresholds",
        "Each image counts as the class whose probability is the largest multiple of its set threshold, or as good where none reaches its own.",
        ["split", "accuracy", "balanced accuracy", "macro-F1", "weighted-F1"],
        [.. report.Splits.Select(split => (IReadOnlyList<string>)[
            split.Name,
            .. Figures.Averages(split.AtThresholds.Decision).Select(figure => WithInterval(split, Figures.AtThresholds + figure.Key, figure.Value))])]);
}
