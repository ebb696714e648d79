namespace Defects.Agent.Printers;

/// <summary>
/// Tells when a new print begins. One report alone changes nothing: it takes two in a row that say the same, so that an odd one
/// neither ends a print nor begins one. A print that went on out of sight is still the same print.
/// </summary>
/// <param name="Phase">Where the printer stands.</param>
/// <param name="Job">The print as it was last seen; null where nothing is known of it.</param>
/// <param name="InDoubt">The last report said something else than <paramref name="Phase"/> and <paramref name="Job"/>.</param>
/// <param name="WasAway">The print has not been seen without a break: less progress than before is another print's.</param>
/// <param name="At">When the last report was said that counted.</param>
internal sealed record PrintTracker(PrintPhase Phase, PrintJob? Job, bool InDoubt, bool WasAway, DateTimeOffset? At)
{
    /// <summary>By how much a host may take back what it said of the progress.</summary>
    private const double Slack = 0.02;

    public static PrintTracker Start { get; } = new(PrintPhase.Unseen, null, false, false, null);

    /// <returns>What is held now, and whether a new print has begun. A print that runs when it is first heard of has not.</returns>
    public (PrintTracker Next, bool Began) Observe(PrinterReport report)
    {
        if (!report.IsFresh)
        {
            return (this with { WasAway = true, InDoubt = false }, false);
        }

        return report.At == At ? (this, false) : (this with { At = report.At }).Observe(report.Status);
    }

    private (PrintTracker Next, bool Began) Observe(PrinterStatus status) => status.Activity switch
    {
        PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Pausing or PrinterActivity.Paused => ObservePrint(status.Job),
        PrinterActivity.Idle => (ObserveIdle(), false),
        PrinterActivity.Offline => (this with { Phase = Phase == PrintPhase.Unseen ? PrintPhase.Between : Phase, WasAway = true, InDoubt = false }, false),

        // A dialog, or a word that nobody knows: nothing is said of the print.
        _ => (this, false),
    };

    private PrintTracker ObserveIdle() => Phase == PrintPhase.Print && !InDoubt
        ? this with { InDoubt = true, WasAway = true }
        : this with { Phase = PrintPhase.Between, Job = null, InDoubt = false };

    private (PrintTracker Next, bool Began) ObservePrint(PrintJob? job)
    {
        var next = this with { Phase = PrintPhase.Print, Job = job, InDoubt = false, WasAway = false };
        return Phase switch
        {
            PrintPhase.Unseen => (next, false),
            PrintPhase.Print when !IsAnother(job) => (next with { Job = Known(job) }, false),
            _ when InDoubt => (next, true),
            _ => (this with { InDoubt = true }, false),
        };
    }

    private bool IsAnother(PrintJob? job)
    {
        if (Job?.Id is { } before && job?.Id is { } now)
        {
            return before != now;
        }

        var otherFile = Job?.File is { } file && job?.File is { } other && file != other;
        var progress = (Job?.Progress ?? 0) - (job?.Progress ?? 1);
        return WasAway ? otherFile || progress > Slack : (otherFile && progress > 0) || (Job?.Progress > 0.5 && job?.Progress < 0.1);
    }

    // What a report leaves out stays as it was.
    private PrintJob? Known(PrintJob? job) => job is null || Job is null
        ? job ?? Job
        : job with { Id = job.Id ?? Job.Id, File = job.File ?? Job.File, Progress = job.Progress ?? Job.Progress };
}
