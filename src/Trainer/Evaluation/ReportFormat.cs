using System.Globalization;

namespace Defects.Trainer.Evaluation;

/// <summary>Numbers as reports write them.</summary>
internal static class ReportFormat
{
    public static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>The bounds of an interval are known to no more than this.</summary>
    public static string Short(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    public static string Range(Interval interval, Func<double, string> format) => $"({format(interval.Low)} to {format(interval.High)})";

    /// <summary>A figure of a split with its interval where that is known.</summary>
    public static string WithInterval(SplitEvaluation split, string key, double value) =>
        split.Intervals.TryGetValue(key, out var interval) ? $"{Number(value)} {Range(interval, Short)}" : Number(value);

    /// <summary>"94 of 97: 97 % (90 % to 100 %)".</summary>
    public static string OutOf(int part, int whole, Interval? interval) =>
        $"{part} of {whole}: {Percent((double)part / whole)}{(interval is null ? "" : " " + Range(interval, Percent))}";
}
