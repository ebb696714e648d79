using ScottPlot;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>A training run, epoch by epoch.</summary>
internal static class CoursePlot
{
    public static ReportPlot DrawScores(string name, string caption, IReadOnlyList<EpochReport> epochs)
    {
        var plot = PlotStyle.Create("epoch", "recall, dashed: precision");
        foreach (var item in epochs[0].Validation.Classes.Select(c => c.Class))
        {
            ClassScores Of(EpochReport epoch) => epoch.Validation.Classes.Single(c => c.Class == item);
            Add(plot, epochs, e => Of(e).Recall, PlotStyle.ColourOf(item), item.DisplayName).MarkerShape = PlotStyle.MarkerOf(item);
            var precision = Add(plot, epochs, e => Of(e).Precision, PlotStyle.ColourOf(item), "");
            (precision.LinePattern, precision.LineWidth, precision.MarkerSize) = (LinePattern.DenselyDashed, 1.5f, 0);
        }

        Add(plot, epochs, e => e.Validation.MacroF1, PlotStyle.Ink, "macro-F1").MarkerSize = 0;
        MarkBest(plot, epochs);
        var lowest = epochs.Min(e => e.Validation.Classes.Min(c => Math.Min(c.Recall, c.Precision)));
        return Finish(name, caption, plot, epochs, Math.Max(0, Math.Floor(lowest * 10) / 10 - 0.02), 1.03);
    }

    public static ReportPlot DrawLosses(string name, string caption, IReadOnlyList<EpochReport> epochs)
    {
        var plot = PlotStyle.Create("epoch", "loss");
        Add(plot, epochs, e => e.Loss, Color.FromHex("#0072B2"), "training loss");
        Add(plot, epochs, e => e.NegativeLogLikelihood, Color.FromHex("#D55E00"), "validation NLL").MarkerShape = MarkerShape.FilledDiamond;
        MarkBest(plot, epochs);
        return Finish(name, caption, plot, epochs, 0, 1.05 * epochs.Max(e => Math.Max(e.Loss, e.NegativeLogLikelihood)));
    }

    private static ScottPlot.Plottables.Scatter Add(Plot plot, IReadOnlyList<EpochReport> epochs, Func<EpochReport, double> figure, Color colour, string legend)
    {
        var line = plot.Add.Scatter(epochs.Select(e => (double)e.Epoch).ToArray(), epochs.Select(figure).ToArray(), colour);
        (line.LineWidth, line.MarkerSize, line.LegendText) = (2, 7, legend);
        return line;
    }

    private static void MarkBest(Plot plot, IReadOnlyList<EpochReport> epochs)
    {
        if (epochs.LastOrDefault(e => e.IsKept) is { } best)
        {
            var line = plot.Add.VerticalLine(best.Epoch);
            (line.LineColor, line.LinePattern, line.LineWidth) = (PlotStyle.Quiet, LinePattern.Dotted, 2);
        }
    }

    private static ReportPlot Finish(string name, string caption, Plot plot, IReadOnlyList<EpochReport> epochs, double low, double high)
    {
        plot.Axes.SetLimits(epochs[0].Epoch - 0.3, epochs[^1].Epoch + 0.3, low, high);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        PlotStyle.Legend(plot);
        return ReportPlot.Of(name, caption, plot, PlotStyle.Height + 40);
    }
}
