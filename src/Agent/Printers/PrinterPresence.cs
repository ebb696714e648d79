namespace Defects.Agent.Printers;

/// <summary>
/// Whether a printer vanished in the middle of a print. One that was idle may be switched off without a word, and of one that was
/// never heard of nothing is known.
/// </summary>
/// <param name="WasPrinting">By the last that it said, it was at a print.</param>
/// <param name="GoneSince">Since when it cannot be reached; null while it can.</param>
/// <param name="IsLost">It was told to be lost.</param>
internal sealed record PrinterPresence(bool WasPrinting, DateTimeOffset? GoneSince, bool IsLost)
{
    /// <summary>A switch that starts anew and a printer's host that reboots are back by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    public static PrinterPresence Start { get; } = new(false, null, false);

    public (PrinterPresence Next, PresenceChange? Told) Observe(PrinterReport report, DateTimeOffset now)
    {
        if (report.IsFresh && report.Status.Activity != PrinterActivity.Offline)
        {
            return (new PrinterPresence(IsAtPrint(report.Status.Activity), null, false), IsLost ? PresenceChange.Back : null);
        }

        if (report.IsCutOff)
        {
            return (OutOfSight(), null);
        }

        // A clock that was set back begins the grace time anew, at most.
        var since = GoneSince < now ? GoneSince.Value : now;
        var isLost = IsLost || (WasPrinting && now - since >= Grace);
        return (this with { GoneSince = since, IsLost = isLost }, isLost && !IsLost ? PresenceChange.Lost : null);
    }

    /// <summary>What is held after a time in which the printer could not have been heard: how long it has been gone is counted anew.</summary>
    public PrinterPresence OutOfSight() => this with { GoneSince = null };

    // Behind a dialog, or a word that nobody knows, a print that was there may still be.
    private bool IsAtPrint(PrinterActivity activity) => activity switch
    {
        PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Pausing or PrinterActivity.Paused => true,
        PrinterActivity.Attention or PrinterActivity.Unknown => WasPrinting,
        _ => false,
    };
}
