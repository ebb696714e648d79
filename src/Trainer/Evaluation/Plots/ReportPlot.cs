using System.Text.RegularExpressions;
using ScottPlot;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>A plot as a file of its own and as a part of a page.</summary>
/// <param name="File">The name of the PNG, without a folder.</param>
/// <param name="Caption">What it shows, in a sentence.</param>
/// <param name="Svg">An <c>svg</c> element in the colours of the page that it is put into.</param>
internal sealed partial record ReportPlot(string File, string Caption, byte[] Png, string Svg)
{
    /// <summary>Pixels of the PNG for one of the page: sharp on a phone.</summary>
    private const int Sharpness = 2;

    /// <param name="name">Any text; what a file name cannot hold is replaced.</param>
    public static ReportPlot Of(string name, string caption, Plot plot, int height = PlotStyle.Height)
    {
        var file = Unsafe().Replace(name, "_");
        var svg = ForPage(plot.GetSvgXml(PlotStyle.Width, height), file, height);
        plot.FigureBackground.Color = Colors.White;
        plot.ScaleFactor = Sharpness;
        var png = plot.GetImage(PlotStyle.Width * Sharpness, height * Sharpness).GetImageBytes(ImageFormat.Png);
        return new ReportPlot($"{file}.png", caption, png, svg);
    }

    /// <summary>Scales with the page, takes its text colour, and shares no id with the page's other plots.</summary>
    private static string ForPage(string svg, string name, int height) =>
        svg[svg.IndexOf("<svg", StringComparison.Ordinal)..]
            .Replace($"width=\"{PlotStyle.Width}\" height=\"{height}\"", $"viewBox=\"0 0 {PlotStyle.Width} {height}\"", StringComparison.Ordinal)
            .Replace($"\"{PlotStyle.InkHex}\"", "\"currentColor\"", StringComparison.Ordinal)
            .Replace("id=\"", $"id=\"{name}-", StringComparison.Ordinal)
            .Replace("url(#", $"url(#{name}-", StringComparison.Ordinal)
            .Replace("\t", "", StringComparison.Ordinal);

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex Unsafe();
}
