using Defects.Shared.Classes;

namespace Defects.Agent.Actions;

/// <summary>
/// From an alert to a paused print: announce, count down, ask for the pause, see that the printer says it has paused, ask again, and
/// call for a person where it does not (<see cref="PauseRequest"/>). Whatever a person does meanwhile wins. Nothing is done without a
/// whole countdown, which counts the time that passed and not the time of day, and one alert is acted on once.
/// </summary>
internal static class ActionLadder
{
    /// <summary>
    /// The most that one step takes off a countdown. After a machine has slept nobody has had the time to say no.
    /// </summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);

    /// <param name="elapsed">Time since the last step, by a clock that is never set.</param>
    public static ActionStep Step(ActionState state, ActionSituation now, TimeSpan elapsed)
    {
        elapsed = elapsed < LongestStep ? elapsed : LongestStep;
        var after = state with { Done = state.Done.Intersect(now.Open), Waited = state.Waited + elapsed };
        return state.Phase switch
        {
            ActionPhase.Rest => Announce(after, now),
            ActionPhase.Requested => PauseRequest.Ask(after, now, ActionKind.Pausing),
            ActionPhase.Announced => CountDown(after, now, elapsed),
            ActionPhase.Pausing => PauseRequest.Verify(after, now),
            ActionPhase.Paused => PauseRequest.Follow(after, now),
            ActionPhase.Failed => PauseRequest.Remind(after, now),
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
            ActionPhase.Rest or ActionPhase.Paused => ActionStep.To(vetoed),
            ActionPhase.Pausing when state.Refusal is null => ActionStep.Tell(
                vetoed with { AsksNoMore = true }, ActionKind.Cancelled, Initiator.Operator, "vetoed; the printer had been asked already and may still pause"),
            _ => ActionStep.Settle(vetoed, ActionKind.Cancelled, Initiator.Operator, "vetoed"),
        };
    }

    /// <summary>A person asks for a pause: the next step asks the printer.</summary>
    public static ActionState Request(ActionState state) =>
        state.AtRest() with { Phase = ActionPhase.Requested, Alert = state.Alert, Class = state.Class, By = Initiator.Operator };

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
        _ => state.AtRest(),
    };

    /// <summary>Begins the countdown of the most urgent alert that has had no action, where there is one and a print to pause.</summary>
    public static ActionStep Announce(ActionState state, ActionSituation now) =>
        now.MayPrint && now.Next(state.Done) is { } next ? Announce(state, next) : ActionStep.To(state);

    private static ActionStep Announce(ActionState state, (Ulid Id, DefectClass Class, TimeSpan Countdown) alert) => new(
        state.AtRest() with { Phase = ActionPhase.Announced, Alert = alert.Id, Class = alert.Class, Left = alert.Countdown },
        [new ActionEvent(ActionKind.Announced, alert.Id, alert.Class, Initiator.Agent) { In = alert.Countdown }]);

    private static ActionStep CountDown(ActionState state, ActionSituation now, TimeSpan elapsed)
    {
        var left = state.Left - elapsed;
        return !now.Has(state.Alert) ? ActionStep.Cancel(state)
            : !now.MayPrint ? ActionStep.Settle(state, ActionKind.Overtaken, Initiator.Printer, $"the printer is {now.Activity}".ToLowerInvariant())
            : left > TimeSpan.Zero ? ActionStep.To(state with { Left = left })

            // A shadow that has passed by is no reason to pause: the alert ends, or it rises again and its countdown is over.
            : now.IsFading(state.Alert) ? Await(state, now)
            : PauseRequest.Ask(state, now, ActionKind.Pausing);
    }

    // Another alert that has not let go must not wait for this one.
    private static ActionStep Await(ActionState state, ActionSituation now)
    {
        if (now.Next(state.Done) is not { } next || next.Id == state.Alert || now.IsFading(next.Id))
        {
            return ActionStep.To(state with { Left = TimeSpan.Zero });
        }

        var (announced, handedOver) = (Announce(state, next), ActionStep.Cancel(state, "its evidence has let go, and that of another alert has not"));
        return announced with { Events = [.. handedOver.Events, .. announced.Events] };
    }
}
