using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Defects.Trainer.Evaluation;

/// <summary>One file that needs nothing else and reads well on a phone, by day and by night.</summary>
internal static partial class ReportHtml
{
    private const string Style =
        """
        :root { color-scheme: light dark; --line: #ddd; --quiet: #5c5c5c; --card: #f3f5f7; --page: #fff }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 1rem auto 3rem; padding: 0 1rem; color: #222; background: var(--page) }
        @media (prefers-color-scheme: dark) { :root { --line: #444; --quiet: #aaa; --card: #242628; --page: #181818 } body { color: #ddd } }
        h1 { font-size: 1.5rem } h2 { font-size: 1.25rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem } h3 { font-size: 1.05rem }
        p { max-width: 46rem; color: var(--quiet); overflow-wrap: anywhere }
        nav a { display: inline-block; padding: .25rem .75rem .25rem 0 }
        .table { overflow-x: auto }
        table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums }
        th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap }
        th { font-weight: 600; vertical-align: bottom }
        th:first-child, td:first-child { text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 7rem; position: sticky; left: 0; background: var(--page) }
        @media (max-width: 40rem) { table { font-size: .875rem } }
        small { display: block; color: var(--quiet) }
        .headline tr { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; background: var(--card); border-radius: .5rem; padding: .75rem 1rem; margin-bottom: .75rem }
        .headline tr:first-child { display: none }
        .headline, .headline tbody { display: block }
        .headline td, .headline td:first-child { border: 0; padding: 0; text-align: left; white-space: normal; background: none; font-size: 1rem }
        .headline td:first-child { grid-column: 1 / -1; font-weight: 600 }
        .headline td:not(:first-child):not(:empty)::before { content: attr(data-column); display: block; font-size: .8rem; color: var(--quiet) }
        @media (min-width: 60rem) { .headline tbody { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0 .75rem } }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1rem; margin: 1rem 0 }
        .pictures { grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)) }
        figure { margin: 0 } figure svg { width: 100%; height: auto } figure img { width: 100%; border-radius: .25rem }
        figcaption { font-size: .85rem; color: var(--quiet); overflow-wrap: anywhere }
        """;

    public static string Render(IReadOnlyList<ReportBlock> blocks)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append($"<title>{Text(blocks[0].Heading)}</title>\n<style>\n{Style}\n</style>\n");
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            html.Append($"<h{block.Level} id=\"s{i}\">{Text(block.Heading)}</h{block.Level}>\n");
            html.Append(block.Text.Length > 0 ? $"<p>{Text(block.Text)}</p>\n" : "");
            html.Append(block.Level == 1 ? $"<nav>{string.Concat(blocks.Select(Link))}</nav>\n" : "");
            html.Append(Figures("figures pictures", block.Pictures.Select(p => (p.Caption, $"<img alt=\"\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(p.Jpeg)}\">"))));
            html.Append(Table(block));
            html.Append(Figures("figures", block.Plots.Select(p => (p.Caption, $"<div role=\"img\" aria-label=\"{Text(p.Caption)}\">{p.Svg}</div>"))));
        }

        return html.Append("</html>\n").ToString();
    }

    private static string Link(ReportBlock block, int index) => block.Level == 2 ? $"<a href=\"#s{index}\">{Text(block.Heading)}</a>" : "";

    private static string Table(ReportBlock block) => block is { Columns: { } columns, Rows: { } rows }
        ? $"<div class=\"table\"><table{(block.IsHeadline ? " class=\"headline\"" : "")}>\n<tbody>{Row("th", columns, columns)}{string.Concat(rows.Select(r => Row("td", r, columns)))}</tbody></table></div>\n"
        : "";

    private static string Row(string cell, IEnumerable<string> cells, IReadOnlyList<string> columns) =>
        $"<tr>{string.Concat(cells.Select((c, i) => $"<{cell}{(cell == "td" && i > 0 ? $" data-column=\"{Text(columns[i])}\"" : "")}>{Cell(c)}</{cell}>"))}</tr>\n";

    /// <summary>An interval goes beneath its figure: half the width.</summary>
    private static string Cell(string text) => Interval().Replace(Text(text), "<small>$1</small>");

    private static string Figures(string style, IEnumerable<(string Caption, string Element)> figures)
    {
        var all = string.Concat(figures.Select(f => $"<figure>{f.Element}<figcaption>{Text(f.Caption)}</figcaption></figure>\n"));
        return all.Length == 0 ? "" : $"<div class=\"{style}\">\n{all}</div>\n";
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@" (\([^()]* to [^()]*\))$")]
    private static partial Regex Interval();
}
