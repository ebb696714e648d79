namespace Defects.Agent.Printers;

/// <summary>
/// Whether what a print looks like may be taken for good: it was in sight from its beginning to its end, nobody and nothing ever spoke
/// against it, and the printer says that it was completed or a person that it is good. What is lost does not come back before the next print.
/// </summary>
internal sealed record PrintTrust
{
    public static readonly PrintTrust None = new();

    /// <summary>When the print began that is trusted, by which it is known; null where none is.</summary>
    public DateTimeOffset? Print { get; init; }

    /// <summary>
    /// <see cref="Print"/> is over. It is not good yet: whoever takes the part from the bed is the first to see it from near, and
    /// has until the next print to say that a defect was missed, or that it is good.
    /// </summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the printer said that it was completed; where it did not, only a person can say that it is good.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>A person said that <see cref="Print"/> is good, which goes on.</summary>
    public bool IsVouched { get; init; }

    /// <summary>The last print that a person called good, or that was completed and that nobody spoke against until the next one began.</summary>
    public DateTimeOffset? Good { get; init; }

    /// <summary>Why the last print that lost its trust did, in plain words.</summary>
    public string? Lost { get; init; }

    /// <summary>The printer was idle and has not been out of sight since: the next print will be seen from its beginning.</summary>
    public bool SeesNext { get; init; }

    /// <summary>How the printer says that the print ended which it may not have ended: one report alone ends none.</summary>
    public PrintOutcome? Told { get; init; }

    /// <summary>The print that is trusted and goes on.</summary>
    public DateTimeOffset? Running => HasEnded ? null : Print;

    /// <summary>The printer has said what it is doing, or for too long nothing.</summary>
    /// <param name="print">The tracker after that report.</param>
    /// <param name="began">A new print has begun with it.</param>
    public PrintTrust Observe(PrinterReport report, PrintTracker print, bool began, DateTimeOffset now)
    {
        var activity = report.Status.Activity;
        return !report.IsFresh || activity == PrinterActivity.Offline
            ? (this with { SeesNext = false }).LoseRunning("the printer was out of sight")
            : began ? Begin(now)
            : activity switch
            {
                PrinterActivity.Idle => ObserveIdle(report.Status.Outcome, isOver: print.Phase == PrintPhase.Between),
                PrinterActivity.Pausing or PrinterActivity.Paused => LoseRunning("it was paused"),
                PrinterActivity.Attention => LoseRunning("the printer wanted a person"),
                PrinterActivity.Unknown => LoseRunning("the printer did not say what it was doing"),
                _ => this with { Told = null },
            };
    }

    /// <summary>A person says that the print is good which goes on or is over.</summary>
    /// <returns>Null where none is trusted, see <see cref="Lost"/>. One that goes on is good once it is over, unless it is cancelled.</returns>
    public PrintTrust? Vouch() => Print is null ? null
        : HasEnded ? Lose("its frames have been taken for good already") with { Good = Print }
        : this with { IsVouched = true };

    /// <summary>Something speaks against the print that is trusted, be it over.</summary>
    /// <param name="why">In plain words.</param>
    public PrintTrust Lose(string why) =>
        Print is null ? this : this with { Print = null, HasEnded = false, IsCompleted = false, IsVouched = false, Told = null, Lost = why };

    /// <summary>This trust after a time in which nobody looked.</summary>
    public PrintTrust Resume() => (this with { SeesNext = false }).LoseRunning("the agent did not run all the time");

    private PrintTrust LoseRunning(string why) => HasEnded ? this : Lose(why);

    private PrintTrust Begin(DateTimeOffset now) => this with
    {
        Good = HasEnded && IsCompleted ? Print : Good,
        Print = SeesNext ? now : null,
        HasEnded = false,
        IsCompleted = false,
        IsVouched = false,
        Told = null,
        Lost = !SeesNext ? "its beginning was not seen"
            : Running is not null ? "its end was not seen"
            : HasEnded && !IsCompleted ? "neither the printer nor a person said that it was good"
            : null,
    };

    private PrintTrust ObserveIdle(PrintOutcome? outcome, bool isOver)
    {
        var idle = this with { SeesNext = true };
        if (Running is null)
        {
            return idle;
        }

        var told = Told == PrintOutcome.Stopped ? Told : outcome ?? Told;
        if (!isOver)
        {
            return idle with { Told = told };
        }

        var ended = idle with { HasEnded = true, IsCompleted = told == PrintOutcome.Completed, Told = null };
        return told == PrintOutcome.Stopped ? idle.Lose("it was cancelled or failed") : IsVouched ? ended.Vouch()! : ended;
    }
}
