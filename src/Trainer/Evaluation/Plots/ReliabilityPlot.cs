using System.Globalization;
using Defects.Trainer.Calibration;
using ScottPlot;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>Share right over the probability stated, with the images of each bin counted above.</summary>
internal static class ReliabilityPlot
{
    public static ReportPlot Draw(string name, string caption, IReadOnlyList<ReliabilityBin> bins)
    {
        var plot = PlotStyle.Create("highest probability (images in the bin)", "share right");
        var honest = plot.Add.Line(0, 0, 1, 1);
        (honest.LineColor, honest.LinePattern, honest.LineWidth) = (PlotStyle.Quiet, LinePattern.Dashed, 1.5f);

        foreach (var bin in bins)
        {
            var gap = plot.Add.Line(bin.Confidence, bin.Confidence, bin.Confidence, bin.Accuracy);
            (gap.LineColor, gap.LineWidth) = (PlotStyle.Quiet, 3);
        }

        var line = plot.Add.Scatter(bins.Select(b => b.Confidence).ToArray(), bins.Select(b => b.Accuracy).ToArray(), Color.FromHex("#0072B2"));
        (line.LineWidth, line.MarkerSize) = (1.5f, 9);
        PlotStyle.Shares(plot);
        plot.Axes.SetLimitsY(-0.03, 1.18);

        // Counts in two rows in turn: neighbours of four digits would touch.
        for (var i = 0; i < bins.Count; i++)
        {
            var text = plot.Add.Text(bins[i].Images.ToString(CultureInfo.InvariantCulture), bins[i].Low + 0.5 / ProbabilityQuality.Bins, i % 2 == 0 ? 1.07 : 1.13);
            (text.LabelFontColor, text.LabelFontSize, text.LabelAlignment) = (PlotStyle.Ink, 11, Alignment.MiddleCenter);
        }

        return ReportPlot.Of(name, caption, plot);
    }
}
