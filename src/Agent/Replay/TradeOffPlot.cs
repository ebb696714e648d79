using System.Globalization;
using Defects.Shared.Classes;
using ScottPlot;

namespace Defects.Agent.Replay;

/// <summary>Draws what a shorter delay costs in false alarms: a curve a class, the chosen rule ringed.</summary>
internal static class TradeOffPlot
{
    private const int Width = 900;
    private const int Height = 600;

    /// <param name="curves">By class; rules that miss half of the failures have no median and are not drawn.</param>
    /// <param name="chosen">The rules to be ringed.</param>
    public static void Save(string file, IReadOnlyDictionary<DefectClass, IReadOnlyList<TradeOff>> curves, IEnumerable<TradeOff> chosen, AlarmBudget budget)
    {
        using var plot = new Plot();
        plot.Font.Set("DejaVu Sans");
        plot.XLabel("false alarms in 100 print-hours");
        plot.YLabel("median time to detect, s");
        var good = curves.Values.SelectMany(curve => curve).Max(point => point.Figures.Good);
        var none = Math.Log10(50 / good.TotalHours);
        foreach (var (item, curve) in curves)
        {
            var points = Fastest(curve).Select(point => PlaceOf(point, none)).ToList();
            if (points.Count > 0)
            {
                var line = plot.Add.Scatter(points, ColourOf(item));
                (line.LegendText, line.LineWidth, line.MarkerSize) = (item.DisplayName, 2, 5);
            }
        }

        foreach (var point in chosen.Where(point => point.Figures.Within(0.5) is not null))
        {
            plot.Add.Marker(PlaceOf(point, none), MarkerShape.OpenCircle, 16, Colors.Black);
        }

        var limit = plot.Add.VerticalLine(Math.Log10(100 * budget.PerHour), 1, Colors.Gray, LinePattern.Dashed);
        limit.LegendText = $"budget {budget}";
        Ticks(plot, none);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, plot.Axes.GetLimits().Top);
        plot.ShowLegend(Edge.Bottom);
        plot.SavePng(file, Width, Height);
    }

    /// <summary>The rules to which no other is at once as quiet and faster, the quietest first.</summary>
    internal static IEnumerable<TradeOff> Fastest(IEnumerable<TradeOff> curve)
    {
        var best = TimeSpan.MaxValue;
        foreach (var point in curve.OrderBy(point => point.Figures.FalseAlarms).ThenBy(point => point.Figures.Within(0.5) ?? TimeSpan.MaxValue))
        {
            if (point.Figures.Within(0.5) is { } median && median < best)
            {
                best = median;
                yield return point;
            }
        }
    }

    // On an axis of logarithms no false alarm at all stands where half of one would.
    private static Coordinates PlaceOf(TradeOff point, double none) => new(
        point.Figures.FalseAlarms == 0 ? none : Math.Log10(point.Figures.PerHundredHours), point.Figures.Within(0.5)!.Value.TotalSeconds);

    private static void Ticks(Plot plot, double none)
    {
        var decades = Enumerable.Range(-3, 8).Where(decade => decade > none).ToList();
        plot.Axes.Bottom.SetTicks(
            [none, .. decades.Select(decade => (double)decade)],
            ["none", .. decades.Select(decade => Math.Pow(10, decade).ToString("0.###", CultureInfo.InvariantCulture))]);
    }

    // Told apart with any colour vision (Okabe and Ito 2008); the same as in the trainer's reports.
    private static Color ColourOf(DefectClass item) => Color.FromHex(
        item == DefectClass.UnderExtrusion ? "#E69F00" : item == DefectClass.Stringing ? "#56B4E9" : item == DefectClass.OverExtrusion ? "#CC79A7" : "#D55E00");
}
