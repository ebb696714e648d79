using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Actions;

/// <summary>
/// From an alert to a paused print: announce, count down, ask for the pause, see that the printer says it has paused, ask again, and
/// call for a person where it does not. Whatever a person does meanwhile wins. Nothing is done without a whole countdown, which
/// counts the time that passed and not the time of day, and one alert is acted on once.
/// </summary>
internal static class ActionLadder
{
    /// <summary>How long a printer may take to say that it pauses.</summary>
    public static readonly TimeSpan VerifyTime = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take from pausing to paused: the move under way is a long one, or the head parks.</summary>
    public static readonly TimeSpan PausingTime = TimeSpan.FromMinutes(3);

    /// <summary>
    /// A printer that refused is asked again after this time times the attempts so far: it may be starting anew, or the way to it.
    /// </summary>
    public static readonly TimeSpan RefusedTime = TimeSpan.FromSeconds(10);

    /// <summary>A failure is told again this often, and the printer asked again with it, until a person acknowledges the alert.</summary>
    public static readonly TimeSpan RemindInterval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The most that one step takes off a countdown. After a machine has slept nobody has had the time to say no.
    /// </summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);

    /// <summary>After these a person is called.</summary>
    public const int FirstAttempts = 3;

    /// <param name="elapsed">Time since the last step, by a clock that is never set.</param>
    public static ActionStep Step(ActionState state, ActionSituation now, TimeSpan elapsed)
    {
        elapsed = elapsed < LongestStep ? elapsed : LongestStep;
        var after = state with { Done = state.Done.Intersect(now.Open), Waited = state.Waited + elapsed };
        return state.Phase switch
        {
            ActionPhase.Rest => Announce(after, now),
            ActionPhase.Requested => Ask(after, now, ActionKind.Pausing),
            ActionPhase.Announced => CountDown(after, now, elapsed),
            ActionPhase.Pausing => Verify(after, now),
            ActionPhase.Paused => Follow(after, now),
            ActionPhase.Failed => Remind(after, now),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state.Phase, "No such phase."),
        };
    }

    /// <summary>
    /// A person says no: nothing more is done about the alert in hand, nor about those that are open. A request that is out cannot be
    /// taken back, and what comes of it is told.
    /// </summary>
    public static ActionStep Veto(ActionState state, ActionSituation now)
    {
        var vetoed = state with { Done = state.Done.Union(now.Open) };
        return state.Phase switch
        {
            ActionPhase.Rest or ActionPhase.Paused => new ActionStep(vetoed, []),
            ActionPhase.Pausing when state.Refusal is null => Told(
                vetoed with { AsksNoMore = true },
                new ActionEvent(ActionKind.Cancelled, state.Alert, state.Class, Initiator.Operator, "vetoed; the printer had been asked already and may still pause")),
            _ => Settle(vetoed, ActionKind.Cancelled, Initiator.Operator, "vetoed"),
        };
    }

    /// <summary>A person asks for a pause: the next step asks the printer.</summary>
    public static ActionState Request(ActionState state) => ActionState.Rest with
    {
        Phase = ActionPhase.Requested,
        Alert = state.Alert,
        Class = state.Class,
        By = Initiator.Operator,
        Done = state.Done,
    };

    /// <summary>The printer did not take the request; it is asked again a while later.</summary>
    public static ActionState Refused(ActionState state, string why) =>
        state.Phase == ActionPhase.Pausing ? state with { Refusal = why } : state;

    /// <summary>
    /// After a restart nothing is asked of the printer before another countdown: nobody could follow the one before, and a person may
    /// have gone on with the print since. A pause that the printer was asked for may still come, and is believed.
    /// </summary>
    public static ActionState Resume(ActionState state) => state.Phase switch
    {
        ActionPhase.Pausing or ActionPhase.Failed => state with { AsksNoMore = true, Waited = TimeSpan.Zero },
        ActionPhase.Paused => state,
        _ => ActionState.Rest with { Done = state.Done },
    };

    private static ActionStep Announce(ActionState state, ActionSituation now) =>
        now.MayPrint && now.Next(state.Done) is { } next ? Announce(state, next) : new ActionStep(state, []);

    private static ActionStep Announce(ActionState state, (Ulid Id, DefectClass Class, TimeSpan Countdown) alert) => new(
        ActionState.Rest with { Phase = ActionPhase.Announced, Alert = alert.Id, Class = alert.Class, Left = alert.Countdown, Done = state.Done },
        [new ActionEvent(ActionKind.Announced, alert.Id, alert.Class, Initiator.Agent) { In = alert.Countdown }]);

    private static ActionStep CountDown(ActionState state, ActionSituation now, TimeSpan elapsed)
    {
        var left = state.Left - elapsed;
        return !now.Has(state.Alert) ? Cancel(state)
            : !now.MayPrint ? Settle(state, ActionKind.Overtaken, Initiator.Printer, $"the printer is {now.Activity}".ToLowerInvariant())
            : left > TimeSpan.Zero ? new ActionStep(state with { Left = left }, [])

            // A shadow that has passed by is no reason to pause: the alert ends, or it rises again and its countdown is over.
            : now.IsFading(state.Alert) ? Await(state, now)
            : Ask(state, now, ActionKind.Pausing);
    }

    // Another alert that has not let go must not wait for this one.
    private static ActionStep Await(ActionState state, ActionSituation now)
    {
        if (now.Next(state.Done) is not { } next || next.Id == state.Alert || now.IsFading(next.Id))
        {
            return new ActionStep(state with { Left = TimeSpan.Zero }, []);
        }

        var (announced, handedOver) = (Announce(state, next), Cancel(state, "its evidence has let go, and that of another alert has not"));
        return announced with { Events = [.. handedOver.Events, .. announced.Events] };
    }

    private static ActionStep Verify(ActionState state, ActionSituation now) => now.Activity switch
    {
        PrinterActivity.Paused => Believe(state, state.By),

        // A plug that was switched off has no other word for it.
        PrinterActivity.Idle when state.Refusal is null => Settle(state, ActionKind.Overtaken, state.By, "the print is over, after the printer was asked for a pause"),
        PrinterActivity.Idle => Settle(state, ActionKind.Overtaken, Initiator.Printer, "the print is over"),
        PrinterActivity.Pausing when state.Waited < PausingTime => new ActionStep(state, []),
        _ when state.Waited < Patience(state) => new ActionStep(state, []),
        _ when state.AsksNoMore => new ActionStep(ActionState.Rest with { Done = state.Done }, []),

        // What a person asked for hangs on no alert.
        _ when state.By == Initiator.Agent && !now.Has(state.Alert) => Cancel(state),
        _ when state.Attempt < FirstAttempts => Ask(state, now, ActionKind.Retrying),
        _ when state.Attempt > FirstAttempts => new ActionStep(state with { Phase = ActionPhase.Failed }, []),
        _ => Told(state with { Phase = ActionPhase.Failed, Waited = TimeSpan.Zero }, Failure(state)),
    };

    private static TimeSpan Patience(ActionState state) =>
        state.Refusal is null ? VerifyTime : state.Attempt < FirstAttempts ? state.Attempt * RefusedTime : TimeSpan.Zero;

    private static ActionStep Follow(ActionState state, ActionSituation now) => now.Activity switch
    {
        PrinterActivity.Paused or PrinterActivity.Pausing or PrinterActivity.Unknown or PrinterActivity.Offline or PrinterActivity.Attention =>
            new ActionStep(state, []),
        PrinterActivity.Idle => new ActionStep(Done(state), []),
        _ => Settle(state, ActionKind.Resumed, Initiator.Printer, null),
    };

    private static ActionStep Remind(ActionState state, ActionSituation now) =>
        now.Activity == PrinterActivity.Paused ? Believe(state, Initiator.Printer)
        : now.Activity == PrinterActivity.Idle || !now.Has(state.Alert) ? new ActionStep(Done(state), [])

        // Another alert must not wait for one that a person sees to.
        : now.IsAcknowledged(state.Alert) ? Announce(Done(state), now) is { Events.Count: > 0 } other ? other : new ActionStep(state, [])
        : state.Waited >= RemindInterval ? AskWithAReminder(state with { Waited = TimeSpan.Zero }, now)
        : new ActionStep(state, []);

    // The printer, or its host, may be back; the countdown is over, and nobody has said no.
    private static ActionStep AskWithAReminder(ActionState state, ActionSituation now)
    {
        var asked = now is not { IsArmed: true, MayPrint: true } || now.IsFading(state.Alert) ? new ActionStep(state, [])
            : state.AsksNoMore ? Announce(ActionState.Rest with { Done = state.Done }, now)
            : Ask(state, now, ActionKind.Retrying);
        return asked with { Events = [Failure(state), .. asked.Events] };
    }

    private static ActionStep Ask(ActionState state, ActionSituation now, ActionKind kind)
    {
        if (!now.IsArmed)
        {
            return Settle(state, ActionKind.DryRun, Initiator.Agent, "the printer is not armed");
        }

        var asking = state with { Phase = ActionPhase.Pausing, Attempt = state.Attempt + 1, Waited = TimeSpan.Zero, Left = TimeSpan.Zero, Refusal = null };
        return new ActionStep(asking, [new ActionEvent(kind, state.Alert, state.Class, state.By, state.Refusal) { Attempt = asking.Attempt }], AsksForPause: true);
    }

    // A silenced alert has not had its action: it gets a new countdown when the silence is over.
    private static ActionStep Cancel(ActionState state, string why = "the alert is over or was silenced") => new(
        ActionState.Rest with { Done = state.Done },
        [new ActionEvent(ActionKind.Cancelled, state.Alert, state.Class, Initiator.Agent, why)]);

    private static ActionEvent Failure(ActionState state) =>
        new(ActionKind.Failed, state.Alert, state.Class, state.By, state.Refusal ?? "the printer does not say that it paused") { Attempt = state.Attempt };

    private static ActionStep Believe(ActionState state, Initiator by) =>
        Told(state with { Phase = ActionPhase.Paused, Done = Done(state).Done }, new ActionEvent(ActionKind.Paused, state.Alert, state.Class, by));

    private static ActionStep Told(ActionState state, ActionEvent told) => new(state, [told]);

    private static ActionStep Settle(ActionState state, ActionKind kind, Initiator by, string? why) =>
        new(Done(state), [new ActionEvent(kind, state.Alert, state.Class, by, why)]);

    private static ActionState Done(ActionState state) =>
        ActionState.Rest with { Done = state.Alert is { } alert ? state.Done.Add(alert) : state.Done };
}
