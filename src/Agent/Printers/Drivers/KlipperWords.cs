namespace Defects.Agent.Printers.Drivers;

/// <summary>What Klipper's own words mean, whichever way they come.</summary>
internal static class KlipperWords
{
    /// <param name="state"><c>webhooks.state</c>; empty where it was not told.</param>
    /// <param name="message"><c>webhooks.state_message</c>; may be empty.</param>
    /// <returns>Null where Klipper is ready.</returns>
    public static PrinterStatus? Unready(string state, string message)
    {
        if (state is "ready" or "")
        {
            return null;
        }

        // After a shutdown or an error the part stands half done and somebody has to come. At its start Klipper has no printer yet.
        var activity = state == "startup" ? PrinterActivity.Offline : PrinterActivity.Attention;
        return new PrinterStatus(activity, $"Klipper: {state}{(message.Length > 0 ? $" ({message})" : "")}");
    }

    /// <param name="word"><c>print_stats.state</c>.</param>
    /// <param name="printDuration"><c>print_stats.print_duration</c>, seconds; null where it was not told.</param>
    public static PrinterActivity ActivityOf(string word, double? printDuration) => word switch
    {
        // Klipper counts from the first extrusion on.
        "printing" => printDuration is 0 ? PrinterActivity.Preparing : PrinterActivity.Printing,
        "paused" => PrinterActivity.Paused,

        // What was said of a print stays there after its end, until the next one.
        "standby" or "complete" or "cancelled" or "error" => PrinterActivity.Idle,
        _ => PrinterActivity.Unknown,
    };

    /// <param name="word"><c>print_stats.state</c>.</param>
    public static PrintOutcome? OutcomeOf(string word) => word switch
    {
        "complete" => PrintOutcome.Completed,
        "cancelled" or "error" => PrintOutcome.Stopped,
        _ => null,
    };

    /// <summary>Of a printer that does anything else, what print_stats name is no job.</summary>
    public static bool HasJob(PrinterActivity activity) => activity is PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Paused;
}
