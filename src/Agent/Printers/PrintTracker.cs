namespace Defects.Agent.Printers;

/// <summary>
/// Tells when a new print begins. One report alone changes nothing: it takes two in a row that say the same, so that an odd one
/// neither ends a print nor begins one. A print that went on out of sight is still the same print.
/// </summary>
/// <param name="Phase">Where the printer stands.</param>
/// <param name="Job">The print as it was last seen; null where nothing is known of it.</param>
/// <param name="Doubt">What the last report said against that.</param>
/// <param name="Candidate">The other print, where that is the doubt.</param>
/// <param name="WasAway">The print has not been seen without a break: less progress than before is another print's.</param>
/// <param name="At">When the last report was said that counted.</param>
internal sealed record PrintTracker(PrintPhase Phase, PrintJob? Job, PrintDoubt Doubt, PrintJob? Candidate, bool WasAway, DateTimeOffset? At)
{
    /// <summary>By how much a host may take back what it said of the progress.</summary>
    private const double Slack = 0.02;

    /// <summary>When the printer said last that its print was over; null once another has begun, and where it never did.</summary>
    public DateTimeOffset? OverAt { get; init; }

    public static PrintTracker Start { get; } = new(PrintPhase.Unseen, null, PrintDoubt.None, null, false, null);

    /// <returns>What is held now, and whether a new print has begun. A print that runs when it is first heard of has not.</returns>
    public (PrintTracker Next, bool Began) Observe(PrinterReport report)
    {
        if (!report.IsFresh)
        {
            return (OutOfSight(), false);
        }

        return report.At == At ? (this, false) : (this with { At = report.At }).Observe(report.Status);
    }

    /// <summary>What is held after a time in which the print was not seen, as of a restart.</summary>
    public PrintTracker OutOfSight() => this with { WasAway = true, Doubt = PrintDoubt.None };

    private (PrintTracker Next, bool Began) Observe(PrinterStatus status) => status.Activity switch
    {
        PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Pausing or PrinterActivity.Paused => ObservePrint(status.Job),
        PrinterActivity.Idle => (ObserveIdle(), false),
        PrinterActivity.Offline => (OutOfSight() with { Phase = Phase == PrintPhase.Unseen ? PrintPhase.Between : Phase }, false),

        // A dialog, or a word that nobody knows: nothing is said of the print.
        _ => (this, false),
    };

    private PrintTracker ObserveIdle() => Phase == PrintPhase.Print && Doubt != PrintDoubt.Over
        ? this with { Doubt = PrintDoubt.Over, WasAway = true }
        : this with { Phase = PrintPhase.Between, Job = null, Doubt = PrintDoubt.None, OverAt = At };

    private (PrintTracker Next, bool Began) ObservePrint(PrintJob? job)
    {
        var next = this with { Phase = PrintPhase.Print, Job = job, Doubt = PrintDoubt.None, Candidate = null, WasAway = false, OverAt = null };
        return Phase switch
        {
            PrintPhase.Unseen => (next, false),
            PrintPhase.Print when !IsAnother(Job, job, WasAway) => (next with { Job = Known(job) }, false),
            _ when Doubt == PrintDoubt.Another && !IsAnother(Candidate, job, wasAway: false) => (next, true),
            _ => (this with { Doubt = PrintDoubt.Another, Candidate = job }, false),
        };
    }

    private static bool IsAnother(PrintJob? before, PrintJob? now, bool wasAway)
    {
        if (before?.Id is { } id && now?.Id is { } otherId)
        {
            return id != otherId;
        }

        var isOtherFile = before?.File is { } file && now?.File is { } otherFile && file != otherFile;
        return isOtherFile || (wasAway && before?.Progress - now?.Progress > Slack);
    }

    // What a report leaves out stays as it was.
    private PrintJob? Known(PrintJob? job) => job is null || Job is null
        ? job ?? Job
        : job with { Id = job.Id ?? Job.Id, File = job.File ?? Job.File, Progress = job.Progress ?? Job.Progress };
}
