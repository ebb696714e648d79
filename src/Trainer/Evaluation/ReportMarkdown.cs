using System.Text;

namespace Defects.Trainer.Evaluation;

internal static class ReportMarkdown
{
    /// <param name="withPlots">Whether the PNG files lie beside the text.</param>
    public static string Render(IEnumerable<ReportBlock> blocks, bool withPlots)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            text.Append('#', block.Level).Append(' ').Append(block.Heading).Append("\n\n");
            if (block.Text.Length > 0)
            {
                text.Append(block.Text).Append("\n\n");
            }

            if (block is { Columns: { } columns, Rows: { } rows })
            {
                text.Append(Row(columns)).Append(Row(columns.Select((_, i) => i == 0 ? "---" : "---:")));
                text.AppendJoin("", rows.Select(Row)).Append('\n');
            }

            foreach (var plot in withPlots ? block.Plots : [])
            {
                text.Append($"![{plot.Caption}]({plot.File})\n\n");
            }
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|")))} |\n";
}
