using System.Text.Json;
using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>The report for programs; <see cref="Schema"/> grows whenever a field changes its meaning.</summary>
internal static class MetricsJson
{
    public const int Schema = 1;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static string Of(Report report) => JsonSerializer.Serialize(
        new
        {
            Schema,
            Model = new { report.Model.Name, report.Model.Version, report.Model.TrainingDataHash, report.Model.GitCommit },
            report.Training,
            Splits = report.Splits.Select(s => OfSplit(s, withSources: true)),
            report.Skipped,
        },
        Options) + "\n";

    private static object OfSplit(SplitEvaluation split, bool withSources) => new
    {
        split.Name,
        split.Scores.Images,
        split.Groups,
        Figures = SplitEvaluation.Headline(split.Scores),
        split.Quality,
        Classes = split.Scores.Classes.ToDictionary(c => c.Class.Name, c => new { c.Precision, c.Recall, c.F1, c.Support }),
        Absent = split.Scores.Absent.Select(c => c.Name),
        split.Intervals,
        Confusion = split.Scores.Classes.ToDictionary(row => row.Class.Name, row => Row(split.Confusion, row.Class)),
        Sources = withSources ? split.Sources.Select(s => OfSplit(s, withSources: false)) : null,
    };

    private static Dictionary<string, int> Row(ConfusionMatrix matrix, DefectClass truth) => matrix.Classes.ToDictionary(c => c.Name, c => matrix[truth, c]);
}
