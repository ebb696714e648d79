using ScottPlot;
using ScottPlot.TickGenerators;

namespace Defects.Trainer.Sampling;

/// <summary>Draws how the plan lets go as the rarest class grows.</summary>
internal static class PlanPlot
{
    private const int Width = 900;
    private const int Height = 520;

    /// <returns>A PNG.</returns>
    public static byte[] Render(IReadOnlyList<PlanOutlook> outlooks)
    {
        var rarest = PlanOutlook.RarestOf(outlooks[0].Counts).Class;
        double[] groups = [.. outlooks.Select(o => Math.Log2(o.Groups))];
        using var plot = new Plot();
        plot.Font.Set("DejaVu Sans");
        Line("q, exponent of sampling", o => o.Plan.SamplingExponent);
        Line("r, exponent of the loss weights", o => o.Plan.WeightExponent);
        Line($"draws of an image of {rarest} in an epoch", o => o.Plan.ShareOf(rarest).Repeats);
        Line($"loss weight of {rarest}", o => o.Plan.ShareOf(rarest).Alpha);

        plot.Title("How sampling lets go as the data grow");
        plot.XLabel($"groups of the rarest class (today: {rarest}, {outlooks[0].Groups})");
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. groups], [.. outlooks.Select(o => $"{o.Groups}")]);
        plot.Axes.SetLimitsY(0, 1.15 * outlooks.Max(o => Math.Max(1, Math.Max(o.Plan.ShareOf(rarest).Repeats, o.Plan.ShareOf(rarest).Alpha))));
        plot.ShowLegend(Edge.Bottom);
        return plot.GetImage(Width, Height).GetImageBytes(ImageFormat.Png);

        void Line(string name, Func<PlanOutlook, double> value)
        {
            var line = plot.Add.Scatter(groups, outlooks.Select(value).ToArray());
            (line.LegendText, line.LineWidth, line.MarkerSize) = (name, 2, 7);
        }
    }
}
