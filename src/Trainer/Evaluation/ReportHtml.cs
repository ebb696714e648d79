using System.Net;
using System.Text;

namespace Defects.Trainer.Evaluation;

/// <summary>One file that needs nothing else and reads well on a phone.</summary>
internal static class ReportHtml
{
    private const string Style =
        """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
        table { border-collapse: collapse; display: block; overflow-x: auto; font-variant-numeric: tabular-nums }
        th, td { padding: .25rem .75rem; border-bottom: 1px solid #ddd; text-align: right; white-space: nowrap }
        th:first-child, td:first-child { text-align: left }
        @media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } th, td { border-color: #444 } }
        """;

    public static string Render(IReadOnlyList<ReportBlock> blocks)
    {
        var html = new StringBuilder();
        html.Append($"<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\n");
        html.Append($"<title>{Text(blocks[0].Heading)}</title>\n<style>\n{Style}\n</style>\n");
        foreach (var block in blocks)
        {
            html.Append($"<h{block.Level}>{Text(block.Heading)}</h{block.Level}>\n");
            if (block.Text.Length > 0)
            {
                html.Append($"<p>{Text(block.Text)}</p>\n");
            }

            if (block is { Columns: { } columns, Rows: { } rows })
            {
                html.Append($"<table>\n{Row("th", columns)}{string.Concat(rows.Select(r => Row("td", r)))}</table>\n");
            }
        }

        return html.Append("</html>\n").ToString();
    }

    private static string Row(string cell, IEnumerable<string> cells) =>
        $"<tr>{string.Concat(cells.Select(c => $"<{cell}>{Text(c)}</{cell}>"))}</tr>\n";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
