using System.Globalization;

namespace Defects.Agent.Replay;

/// <summary>Figures as a table of plain text.</summary>
internal static class ReplayTable
{
    private const string Form = "{0,-16} {1,-21} {2,5} {3,6} {4,7} {5,7} {6,6} {7,6} {8}";

    public static string Head { get; } =
        string.Format(CultureInfo.InvariantCulture, Form, "class", "rule", "set", "fails", "median", "p95", "missed", "false", "false in 100 h (95 %)");

    /// <param name="rule">What the rule is called.</param>
    /// <param name="set">Its threshold.</param>
    public static string Line(string rule, double set, ClassFigures figures) => string.Format(
        CultureInfo.InvariantCulture,
        Form,
        figures.Class,
        rule,
        set.ToString("0.00", CultureInfo.InvariantCulture),
        figures.Failures,
        Seconds(figures.Within(0.5)),
        Seconds(figures.Within(0.95)),
        figures.Missed,
        figures.FalseAlarms,
        figures.Good > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{figures.PerHundredHours:0.00} ({figures.Interval.Low:0.00} to {figures.Interval.High:0.00})")
            : "-");

    private static string Seconds(TimeSpan? delay) => delay is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:0} s") : "-";
}
