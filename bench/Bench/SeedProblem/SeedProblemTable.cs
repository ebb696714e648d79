using System.Globalization;

namespace Defects.Bench.SeedProblem;

/// <summary>Ways to train beside each other in Markdown, a figure a line, with the interval where there is one.</summary>
internal static class SeedProblemTable
{
    /// <param name="columns">All of the same figures.</param>
    public static string Render(IReadOnlyList<SeedProblemColumn> columns)
    {
        var lines = new List<string>
        {
            $"| | {string.Join(" | ", columns.Select(c => c.Name))} |",
            $"|---|{string.Concat(columns.Select(_ => "---:|"))}",
        };
        lines.AddRange(columns[0].Figures.Select((figure, i) => $"| {figure.Key} | {string.Join(" | ", columns.Select(c => Cell(c, i)))} |"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Cell(SeedProblemColumn column, int index)
    {
        var (name, value) = column.Figures[index];
        return column.Intervals.TryGetValue(name, out var interval)
            ? string.Create(CultureInfo.InvariantCulture, $"{value:0.000} ({interval.Low:0.00} to {interval.High:0.00})")
            : value.ToString("0.000", CultureInfo.InvariantCulture);
    }
}
