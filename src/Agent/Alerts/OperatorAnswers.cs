using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>What people say to a printer's alerts.</summary>
internal static class OperatorAnswers
{
    /// <summary>The longest silence that can be asked for.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromHours(24);

    /// <summary>
    /// An alert that was called false and whose evidence never lets go, as of a logo in view, is told again after this: no word of a
    /// person may hide for ever a failure that comes later.
    /// </summary>
    public static readonly TimeSpan LongestDismissal = TimeSpan.FromHours(12);

    /// <summary>The alerts stay open and are told no more until they end.</summary>
    /// <param name="which">Those that are meant.</param>
    public static PrinterAlertState Acknowledge(PrinterAlertState state, Func<OpenAlert, bool> which) => Replace(
        state, which, (alert, open) => alert with { Open = open with { Acknowledged = true } });

    /// <summary>The alerts end as false alarms, and their classes stay silent while the evidence that raised them goes on.</summary>
    public static (PrinterAlertState State, IReadOnlyList<AlertEvent> Events) Dismiss(
        PrinterAlertState state, Func<OpenAlert, bool> which, DateTimeOffset now)
    {
        var ended = PrinterAlerts.End(state, EndReason.FalseAlarm, which);
        var silent = Replace(state, which, (alert, _) => alert with { Open = null, DismissedUntil = now + LongestDismissal });
        return (silent, ended.Events);
    }

    /// <param name="classes">The classes that are to be silent.</param>
    /// <param name="length">Up to <see cref="LongestSnooze"/>; zero ends a silence.</param>
    public static PrinterAlertState Snooze(PrinterAlertState state, IEnumerable<DefectClass> classes, TimeSpan length, DateTimeOffset now) =>
        state with { Snoozed = state.Snoozed.SetItems(classes.Select(item => KeyValuePair.Create(item, now + length))) };

    private static PrinterAlertState Replace(PrinterAlertState state, Func<OpenAlert, bool> which, Func<ClassAlert, OpenAlert, ClassAlert> change) => state with
    {
        Classes = state.Classes.SetItems(
            from pair in state.Classes
            where pair.Value.Open is { } open && which(open)
            select KeyValuePair.Create(pair.Key, change(pair.Value, pair.Value.Open!))),
    };
}
