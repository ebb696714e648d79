namespace Defects.Agent.Alerts;

/// <summary>
/// Begins an alert when evidence has held the set threshold for long enough, and ends it when evidence has stayed below the
/// lower reset threshold for long enough; in between nothing changes, so a wavering score gives one alert and not twenty.
/// Holds count watched time only: nothing begins or ends because nobody looked.
/// </summary>
/// <param name="Phase">Where the alert stands.</param>
/// <param name="Held">Watched time for which the way out of <paramref name="Phase"/> has been open.</param>
/// <param name="Above">Watched time at or above the set threshold since the alert became pending.</param>
/// <param name="QuietUntil">End of the cooldown of the last alert.</param>
internal readonly record struct Latch(LatchPhase Phase, TimeSpan Held, TimeSpan Above, DateTimeOffset QuietUntil)
{
    public bool IsOpen => Phase is LatchPhase.Open or LatchPhase.Releasing;

    /// <param name="evidence">0 to 1.</param>
    /// <param name="watched">Watched time since the last step, see <see cref="Evidence.Watched"/>.</param>
    /// <param name="rule">Thresholds and holds of the class.</param>
    /// <param name="now">For the cooldown, which runs on the clock.</param>
    /// <param name="snoozed">It may become pending and not open.</param>
    public Latch Step(double evidence, TimeSpan watched, AlertRule rule, DateTimeOffset now, bool snoozed = false) =>
        IsOpen ? StepOpen(evidence, watched, rule, now) : StepClosed(evidence, watched, rule, now, snoozed);

    private Latch StepClosed(double evidence, TimeSpan watched, AlertRule rule, DateTimeOffset now, bool snoozed)
    {
        if (evidence < rule.Set)
        {
            return new Latch(LatchPhase.Clear, TimeSpan.Zero, TimeSpan.Zero, QuietUntil);
        }

        // The time before the first step above the threshold is not known to have been above it.
        var held = Phase == LatchPhase.Pending ? Held + watched : TimeSpan.Zero;
        return held >= rule.SetHold && !snoozed && !Quiet.IsUntil(QuietUntil, rule.Cooldown, now)
            ? new Latch(LatchPhase.Open, TimeSpan.Zero, held, QuietUntil)
            : new Latch(LatchPhase.Pending, held, held, QuietUntil);
    }

    private Latch StepOpen(double evidence, TimeSpan watched, AlertRule rule, DateTimeOffset now)
    {
        if (evidence >= rule.Reset)
        {
            return new Latch(LatchPhase.Open, TimeSpan.Zero, evidence >= rule.Set ? Above + watched : Above, QuietUntil);
        }

        var held = Phase == LatchPhase.Releasing ? Held + watched : TimeSpan.Zero;
        return held >= rule.ResetHold
            ? new Latch(LatchPhase.Clear, TimeSpan.Zero, Above, now + rule.Cooldown)
            : new Latch(LatchPhase.Releasing, held, Above, QuietUntil);
    }
}
