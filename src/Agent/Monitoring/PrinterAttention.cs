using Defects.Agent.Alerts;
using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>How closely a printer is looked at, by what it says of itself and what is seen of it.</summary>
internal static class PrinterAttention
{
    /// <summary>Under suspicion, and in its first layers, where most prints fail.</summary>
    private const double Close = 2;

    private const double Usual = 1;

    /// <summary>Nothing is being printed that could fail; the pictures are only to stay fresh.</summary>
    private const double Idle = 0.25;

    private const int FirstLayers = 3;

    /// <summary>A heat soak takes its time; but a printer that never says that it prints must not go unwatched for that.</summary>
    private static readonly TimeSpan LongestPreparation = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether what its cameras show is a print. Before the first line is drawn and after the last there are only purge lines, old parts
    /// and hands; a paused print does not get worse. Whoever says nothing is taken to print.
    /// </summary>
    /// <param name="preparingSince">Since when it has been preparing; null while it does something else.</param>
    public static bool IsPrint(PrinterActivity activity, DateTimeOffset? preparingSince, DateTimeOffset now) => activity switch
    {
        PrinterActivity.Idle or PrinterActivity.Paused => false,
        PrinterActivity.Preparing => preparingSince is { } since && (now - since).Duration() > LongestPreparation,
        _ => true,
    };

    /// <summary>See <see cref="Inference.IAttention"/>.</summary>
    /// <param name="status">What the printer says.</param>
    /// <param name="isPrint">See <see cref="IsPrint"/>.</param>
    /// <param name="rules">Null before the first frame.</param>
    /// <param name="alerts">What is seen.</param>
    public static double Weight(PrinterStatus status, bool isPrint, AlertRules? rules, PrinterAlertState alerts) =>
        !isPrint ? Idle
        : status is { Activity: PrinterActivity.Printing, Job.Layer: <= FirstLayers } || IsSuspect(rules, alerts) ? Close
        : Usual;

    // Before an alert begins is when a frame more is worth most; one that is open has been told.
    private static bool IsSuspect(AlertRules? rules, PrinterAlertState alerts) => rules?.Classes.Any(rule =>
        alerts.Classes.GetValueOrDefault(rule.Class)?.Open is null && alerts.Cameras.Values.Any(camera => camera.Of(rule.Class) >= rule.Set / 2)) == true;
}
