using Defects.Shared.Bundles;
using Defects.Trainer.Calibration;
using Defects.Trainer.Evaluation.Plots;
using static Defects.Trainer.Evaluation.ReportFormat;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report says of how a model came about.</summary>
internal static class TrainingText
{
    public static IEnumerable<ReportBlock> Of(TrainingSummary training)
    {
        yield return new ReportBlock(
            2,
            "What it was trained on",
            $"Started from {training.Start ?? "random weights"}; {Kept(training)}. Sampling exponent q = "
            + $"{Number(training.Plan.SamplingExponent)}, weight exponent r = {Number(training.Plan.WeightExponent)}.",
            ["source", "licence", "split", "images", "groups"],
            [.. training.Sources.Select(s => (IReadOnlyList<string>)[s.Source, s.Licence, s.Split, $"{s.Images}", $"{s.Groups}"])]);
        yield return new ReportBlock(
            3,
            "Sampling",
            "",
            ["class", "images", "draws an epoch", "draws of an image", "loss weight"],
            [.. training.Plan.Classes.Select(c => (IReadOnlyList<string>)[c.Class.Name, $"{c.Images}", $"{c.Draws}", Number(c.Repeats), Number(c.Alpha)])]);
        var calibration = training.Calibration;
        yield return new ReportBlock(
            2,
            "Calibration",
            $"Fitted and measured on {Calibrated(training)}. {string.Join(" ", calibration.Notes)}".TrimEnd(),
            ["", "NLL", "Brier", "ECE", "class-wise ECE", .. training.Plan.Classes.Select(c => $"of {c.Class}")],
            [Quality("before", calibration.Before), Quality("after", calibration.After)]);
        yield return new ReportBlock(
            3,
            "What the thresholds rest on",
            "Precision and recall are those of the images that the thresholds were chosen on: with few positives they flatter by several points. The last column is the "
            + "precision over whole prints that the data prove.",
            ["class", "rule", "threshold", "positives", "their prints", "precision", "recall", "prints that fired", "proved precision"],
            [.. calibration.Choices.Select(OfChoice)]);
    }

    public static ReportBlock OfCourse(IReadOnlyList<EpochReport> epochs) => new(3, "Course of the training", "The dotted line is the epoch whose weights were kept.")
    {
        Plots =
        [
            CoursePlot.DrawScores("course_scores", "Recall (solid) and precision (dashed) of each class and macro-F1 on validation, by epoch.", epochs),
            CoursePlot.DrawLosses("course_losses", "Training loss and negative log-likelihood on validation, by epoch.", epochs),
        ],
    };

    public static ReportBlock OfLearningCurve(LearningCurve curve) => new(
        2,
        "Learning curve",
        "What twice the prints of every class would likely bring, by a power law, 1 - recall = a n^-b, through runs on a part of the prints. The interval is the 95 % "
            + "confidence interval of the law, from what the validation images leave open, provided that it goes on; a single run varies more. Where a doubt is named, do not plan by the forecast.",
        ["", "prints", "now", "with twice as many", "b", "doubts"],
        [.. curve.Recalls.Select(pair => Row($"{pair.Key} recall", pair.Value)), Row("macro-F1", curve.MacroF1)])
    {
        Plots = curve.Recalls.Count == 0
            ? []
            : [LearningCurvePlot.Draw("learning_curve", "Recall over the prints trained on; dotted where the forecast is in doubt.", curve)],
    };

    public static ReportBlock OfThresholds(ModelDescription model) => new(
        2,
        "Thresholds",
        $"Temperature {Number(model.Temperature)}. The spread is the standard deviation of the set threshold over bootstraps of prints.",
        ["class", "set", "reset", "spread", "prior offset"],
        [.. model.Thresholds.Select(t => (IReadOnlyList<string>)[t.Class.Name, Number(t.Set), Number(t.Reset), Number(t.Spread), Number(model.PriorOffset[t.Class])])]);

    private static string Kept(TrainingSummary training) => IsOutOfFold(training)
        ? $"the weights after all {training.Epochs} epochs, none of which was chosen"
        : $"epoch {training.BestEpoch} of {training.Epochs} was the best on validation";

    private static string Calibrated(TrainingSummary training) => IsOutOfFold(training)
        ? "all out-of-fold scores, so the second row flatters; the split out_of_fold above does not"
        : $"{training.CalibratedOn}, so the second row flatters, and so does the split {training.CalibratedOn} above; test splits do not";

    /// <summary>With folds nothing is chosen on validation.</summary>
    private static bool IsOutOfFold(TrainingSummary training) => training.CalibratedOn == SplitEvaluation.OutOfFold;

    private static IReadOnlyList<string> Row(string name, Forecast forecast) =>
    [
        name,
        $"{forecast.Groups}",
        Number(forecast.Now),
        forecast is { Twice: { } twice, TwiceInterval: { } interval } ? $"{Number(twice)} {Range(interval, Short)}" : "",
        forecast.Law is { } law ? $"{Number(law.Exponent)} {Range(law.ExponentInterval, Short)}" : "",
        string.Join("; ", forecast.Doubts),
    ];

    private static IReadOnlyList<string> OfChoice(ThresholdChoice choice) =>
    [
        choice.Threshold.Class.Name,
        choice.Applied.Criterion == ThresholdCriterion.FBeta ? $"F-beta {Short(choice.Applied.Value)}" : $"precision {Short(choice.Applied.Value)}",
        Number(choice.Threshold.Set),
        $"{choice.Positives}",
        $"{choice.PositiveGroups}",
        choice.Precision is { } precision ? Number(precision) : "",
        Number(choice.Recall),
        $"{choice.Prints.Right} of {choice.Prints.Prints} right",
        Number(choice.PrintPrecision),
    ];

    private static IReadOnlyList<string> Quality(string name, ProbabilityQuality q) =>
        [name, Number(q.NegativeLogLikelihood), Number(q.Brier), Number(q.ExpectedCalibrationError), Number(q.ClasswiseCalibrationError), .. q.ClassErrors.Select(Number)];
}
