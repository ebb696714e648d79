namespace Defects.Agent.Printers.Drivers;

/// <summary>What hosts say of a print, made into what <see cref="PrintJob"/> promises; null for what is none.</summary>
internal static class JobFacts
{
    /// <summary>Colder than any usual plastic runs.</summary>
    private const double ColdNozzle = 150;

    /// <summary>A nozzle that holds its temperature swings by less.</summary>
    private const double Swing = 10;

    /// <summary>In the first hundredth of a file a nozzle that is not hot is heating up; later it may be a cold tool or a fault.</summary>
    private const double Beginning = 0.01;

    /// <param name="path">With its folders.</param>
    public static string? FileName(string path) => path[(path.LastIndexOf('/') + 1)..] is { Length: > 0 } name ? name : null;

    /// <param name="progress">1 may be missed by a rounding.</param>
    public static double? Share(double? progress) => progress is >= 0 and < 1.001 ? Math.Min(progress.Value, 1) : null;

    public static int? Positive(int? count) => count > 0 ? count : null;

    /// <summary>
    /// A print that begins and whose nozzle is not hot yet. For hosts that call a print printing from its first line on, be it that
    /// this line waits for the heater.
    /// </summary>
    /// <param name="progress">0 to 1.</param>
    /// <param name="nozzles">In degrees Celsius, where they are told; one that is hot is enough.</param>
    public static bool IsHeating(double? progress, IReadOnlyCollection<(double Actual, double? Target)> nozzles) =>
        progress is null or < Beginning && nozzles.Count > 0 && nozzles.All(nozzle => nozzle.Actual < Math.Max(ColdNozzle, (nozzle.Target ?? 0) - Swing));
}
