using System.Globalization;

namespace Defects.Trainer.Evaluation.Plots;

/// <summary>Precision over recall of each class, with a marker at the threshold that the model is served with.</summary>
internal static class PrecisionRecallPlot
{
    public static ReportPlot Draw(string name, string caption, IEnumerable<PrecisionRecallCurve> curves, ThresholdScores atThresholds)
    {
        var plot = PlotStyle.Create("recall", "precision");
        foreach (var curve in curves)
        {
            // Precision holds from one rise in recall back to the one before: a step, not a slope.
            var points = new[] { (Recall: 0.0, curve.Points[0].Precision) }.Concat(curve.Points).ToList();
            double[] x = [.. points.Zip(points.Skip(1)).SelectMany(p => new[] { p.First.Recall, p.Second.Recall })];
            double[] y = [.. points.Skip(1).SelectMany(p => new[] { p.Precision, p.Precision })];
            var line = plot.Add.ScatterLine(x, y, PlotStyle.ColourOf(curve.Class));
            line.LineWidth = 2;
            line.LegendText = string.Create(CultureInfo.InvariantCulture, $"{curve.Class.DisplayName} {curve.AveragePrecision:0.00}");

            var point = atThresholds.Classes.Single(c => c.Class == curve.Class);
            if (curve.Class.IsDefect && point.Recall > 0)
            {
                var marker = plot.Add.Marker(point.Recall, point.Precision, PlotStyle.MarkerOf(curve.Class), 12, PlotStyle.ColourOf(curve.Class));
                marker.MarkerLineColor = PlotStyle.Ink;
                marker.MarkerLineWidth = 1.5f;
            }
        }

        PlotStyle.Shares(plot);
        PlotStyle.Legend(plot);
        return ReportPlot.Of(name, caption, plot, PlotStyle.Height + 40);
    }
}
