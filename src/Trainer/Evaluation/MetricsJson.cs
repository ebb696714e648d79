using System.Text.Json;

namespace Defects.Trainer.Evaluation;

/// <summary>The report for programs; <see cref="Schema"/> grows whenever a field changes its meaning.</summary>
internal static class MetricsJson
{
    public const int Schema = 2;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static string Of(Report report) => JsonSerializer.Serialize(
        new
        {
            Schema,
            Model = new { report.Model.Name, report.Model.Version, report.Model.TrainingDataHash, report.Model.GitCommit },
            Thresholds = report.Model.Thresholds.ToDictionary(t => t.Class.Name, t => t.Set),
            report.Training,
            Splits = report.Splits.Select(s => OfSplit(s, withSources: true)),
            LearningCurve = report.LearningCurve is { } curve ? OfCurve(curve) : null,
            UnseenSources = report.UnseenSources.Select(OfSource),
            Adaptation = report.Adaptation is { } adaptation ? OfAdaptation(adaptation) : null,
            report.Skipped,
            UnknownClasses = report.UnknownClasses.ToDictionary(c => c.Class.Name, c => c.Images),
        },
        Options) + "\n";

    private static object OfSplit(SplitEvaluation split, bool withSources) => new
    {
        split.Name,
        split.Scores.Images,
        split.Groups,
        AveragedOver = split.Scores.Classes.Select(c => c.Class.Name),
        Absent = split.Scores.Absent.Select(c => c.Name),
        Figures = Figures.Headline(split.Scores),
        split.Quality,
        Classes = Classes(split.Scores.Classes),
        AveragePrecision = split.Scores.Classes.ToDictionary(
            c => c.Class.Name, c => PrecisionRecallCurve.Of(split.Predictions, split.Confusion.Classes, c.Class)!.AveragePrecision),
        Confusion = Rows(split.Confusion),
        AtThresholds = new
        {
            Figures = Figures.Averages(split.AtThresholds.Decision),
            Classes = Classes(split.AtThresholds.Classes),
            Confusion = Rows(split.Counts.Decided),
            Raised = split.Confusion.Classes.ToDictionary(c => c.Name, split.Counts.Raised),
        },
        split.Intervals,
        Reliability = ReliabilityBin.Of(split),
        Sources = withSources ? split.Sources.Select(s => OfSplit(s, withSources: false)) : null,
    };

    private static Dictionary<string, object> Classes(IEnumerable<ClassScores> classes) =>
        classes.ToDictionary(c => c.Class.Name, c => (object)new { c.Precision, c.Recall, c.F1, c.Support });

    /// <summary>Counts by truth, then by what was said; a class without images has no row.</summary>
    private static Dictionary<string, Dictionary<string, int>> Rows(ConfusionMatrix matrix) =>
        matrix.Classes.Where(truth => matrix.Support(truth) > 0)
            .ToDictionary(truth => truth.Name, truth => matrix.Classes.ToDictionary(said => said.Name, said => matrix[truth, said]));

    private static object OfSource(UnseenSource source) => new
    {
        source.Source,
        Images = source.Images.ToDictionary(pair => pair.Key.Name, pair => pair.Value),
        SpaghettiAuroc = source.Spaghetti?.Auroc,
        DefectsAuroc = source.Defects?.Auroc,
        source.GoodTaken,
        source.Served,
        source.Adapted,
    };

    private static object OfAdaptation(LearntAdaptation adaptation) => new
    {
        adaptation.Cameras,
        Classes = adaptation.Classes.ToDictionary(c => c.Class.Name, c => new { Before = Shares(c.Before), After = Shares(c.After) }),
    };

    private static object Shares(AdaptedCameras cameras) => new { cameras.Separation.Auroc, cameras.Recall, cameras.FalseAlarms };

    private static object OfCurve(LearningCurve curve) => new
    {
        Points = curve.Points.Select(p => new { p.Share, p.Training, p.MacroF1, Recalls = p.Recalls.ToDictionary(r => r.Key.Name, r => r.Value) }),
        Forecasts = curve.Recalls.Values.Append(curve.MacroF1).Select(f => new
        {
            f.Subject,
            f.Groups,
            f.Now,
            f.Twice,
            f.TwiceInterval,
            f.Law?.Exponent,
            f.Law?.ExponentInterval,
            f.Law?.Misfit,
            f.Doubts,
        }),
    };
}
