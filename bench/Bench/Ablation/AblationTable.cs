using System.Globalization;
using Defects.Bench.Recipes;
using Defects.Shared.Classes;

namespace Defects.Bench.Ablation;

/// <summary>Recipes beside each other in Markdown: the mean over the seeds with their standard deviation.</summary>
internal static class AblationTable
{
    /// <param name="rows">A cell for each seed; all of the same classes.</param>
    public static string Render(IReadOnlyList<(string Recipe, IReadOnlyList<AblationCell> Seeds)> rows)
    {
        DefectClass[] classes = [.. rows[0].Seeds[0].Scores.Classes.Select(c => c.Class)];
        string[] header = ["recipe", "macro-F1", "balanced", "accuracy", "ECE", .. classes.Select(c => $"{c} P, R")];
        var lines = new List<string> { Line(header), $"|---|{string.Concat(Enumerable.Repeat("---:|", header.Length - 1))}" };
        lines.AddRange(rows.Select(row => Line(
        [
            row.Recipe,
            Spread(row.Seeds, cell => cell.Scores.MacroF1),
            Spread(row.Seeds, cell => cell.Scores.BalancedAccuracy),
            Spread(row.Seeds, cell => cell.Scores.Accuracy),
            Spread(row.Seeds, cell => cell.Error),
            .. classes.Select(c => string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Seeds.Average(cell => Of(cell, c).Precision):0.00}, {Spread(row.Seeds, cell => Of(cell, c).Recall, "0.00")}")),
        ])));
        return string.Join('\n', lines) + "\n";
    }

    private static Trainer.Evaluation.ClassScores Of(AblationCell cell, DefectClass item) => cell.Scores.Classes.Single(c => c.Class == item);

    private static string Spread(IReadOnlyList<AblationCell> seeds, Func<AblationCell, double> figure, string format = "0.000") =>
        SeedSpread.Of([.. seeds.Select(figure)], format);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
