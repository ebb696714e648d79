using System.Globalization;
using Defects.Shared.Classes;
using ScottPlot;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>Recall of each class over its prints on a logarithmic axis, with the fitted law drawn on to twice the data.</summary>
internal static class LearningCurvePlot
{
    private const int Steps = 40;

    public static ReportPlot Draw(string name, string caption, LearningCurve curve)
    {
        var plot = PlotStyle.Create("prints of the class (training)", "recall");
        foreach (var (item, forecast) in curve.Recalls)
        {
            AddClass(plot, item, forecast);
        }

        var (low, high) = (curve.Recalls.Values.Min(f => f.Points.Min(p => p.Groups)), 2 * curve.Recalls.Values.Max(f => f.Groups));
        int[] ticks = [.. new[] { 1, 2, 5 }.SelectMany(m => Enumerable.Range(0, 7).Select(power => m * (int)Math.Pow(10, power))).Order().Where(t => t >= low / 2 && t <= high * 2)];
        plot.Axes.Bottom.SetTicks([.. ticks.Select(t => Math.Log10(t))], [.. ticks.Select(t => t.ToString(CultureInfo.InvariantCulture))]);
        var bottom = curve.Recalls.Values.Min(f => f.Points.Min(p => p.Figure.Interval.Low));
        plot.Axes.SetLimits(Math.Log10(low) - 0.08, Math.Log10(high) + 0.08, Math.Max(0, bottom - 0.05), 1.03);
        PlotStyle.Legend(plot);
        return ReportPlot.Of(name, caption, plot, PlotStyle.Height + 40);
    }

    private static void AddClass(Plot plot, DefectClass item, Forecast forecast)
    {
        var colour = PlotStyle.ColourOf(item);
        double[] x = [.. forecast.Points.Select(p => Math.Log10(p.Groups))];
        foreach (var (at, point) in x.Zip(forecast.Points))
        {
            var bar = plot.Add.Line(at, point.Figure.Interval.Low, at, point.Figure.Interval.High);
            (bar.LineColor, bar.LineWidth) = (colour.WithAlpha(.6), 1.5f);
        }

        var points = plot.Add.ScatterPoints(x, [.. forecast.Points.Select(p => p.Figure.Value)], colour);
        (points.MarkerShape, points.MarkerSize, points.LegendText) = (PlotStyle.MarkerOf(item), 9, item.DisplayName);
        if (forecast.Law is { } law)
        {
            var (from, to) = (x.Min(), Math.Log10(2.0 * forecast.Groups));
            double[] along = [.. Enumerable.Range(0, Steps + 1).Select(i => from + (to - from) * i / Steps)];
            var line = plot.Add.ScatterLine(along, [.. along.Select(at => 1 - law.At(Math.Pow(10, at)))], colour);
            (line.LineWidth, line.LinePattern) = (1.5f, forecast.Doubts.Count == 0 ? LinePattern.Solid : LinePattern.Dotted);
        }
    }
}
