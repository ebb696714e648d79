using Defects.Shared.Classes;
using ScottPlot;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>
/// How every plot looks: one column of a phone wide, colours that people with any colour vision tell apart (Okabe and Ito 2008),
/// a class the same colour and marker everywhere.
/// </summary>
internal static class PlotStyle
{
    /// <summary>Width in pixels of a page, before scaling.</summary>
    public const int Width = 380;

    public const int Height = 330;

    /// <summary>Text and axes. No plot uses it for anything else: in a page it becomes the colour of the page's text.</summary>
    public const string InkHex = "#232323";

    public static readonly Color Ink = Color.FromHex(InkHex);

    /// <summary>What is neither text nor a class: guides, bars of counts; visible on white and on black.</summary>
    public static readonly Color Quiet = Color.FromHex("#8A8A8A");

    public static Color ColourOf(DefectClass item) => Color.FromHex(
        item == DefectClass.Good ? "#009E73"
        : item == DefectClass.UnderExtrusion ? "#E69F00"
        : item == DefectClass.Stringing ? "#56B4E9"
        : item == DefectClass.OverExtrusion ? "#CC79A7"
        : "#D55E00");

    public static MarkerShape MarkerOf(DefectClass item) =>
        item == DefectClass.Good ? MarkerShape.FilledCircle
        : item == DefectClass.UnderExtrusion ? MarkerShape.FilledSquare
        : item == DefectClass.Stringing ? MarkerShape.FilledTriangleUp
        : item == DefectClass.OverExtrusion ? MarkerShape.FilledTriangleDown
        : MarkerShape.FilledDiamond;

    /// <summary>An empty plot with named axes.</summary>
    public static Plot Create(string x, string y)
    {
        var plot = new Plot();
        plot.Font.Set("DejaVu Sans");
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Quiet.WithAlpha(.3);
        plot.XLabel(x, size: 13);
        plot.YLabel(y, size: 13);
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = 12;
        plot.Axes.Left.TickLabelStyle.FontSize = 12;
        return plot;
    }

    /// <summary>Puts the legend under the axes, without a box.</summary>
    public static void Legend(Plot plot)
    {
        plot.ShowLegend(Edge.Bottom);
        plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontColor = Ink;
        plot.Legend.FontSize = 12;
        plot.Legend.Orientation = Orientation.Horizontal;
    }

    /// <summary>Axes over shares, with room for a marker at 1.</summary>
    public static void Shares(Plot plot)
    {
        plot.Axes.SetLimits(0, 1.03, 0, 1.03);
        plot.Axes.Bottom.SetTicks([0, .2, .4, .6, .8, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        plot.Axes.Left.SetTicks([0, .2, .4, .6, .8, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1"]);
    }
}
