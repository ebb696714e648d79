using Defects.Agent.Printers;

namespace Defects.Agent.Actions;

/// <summary>
/// The upper half of the <see cref="ActionLadder"/>: the printer is asked for a pause, its own word alone is believed, and where it does
/// not pause it is asked again, and a person is called, for as long as the alert goes on and nobody has said that they know.
/// </summary>
internal static class PauseRequest
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

    /// <summary>After these a person is called.</summary>
    public const int FirstAttempts = 3;

    public static ActionStep Ask(ActionState state, ActionSituation now, ActionKind kind)
    {
        if (!now.IsArmed)
        {
            return ActionStep.Settle(state, ActionKind.DryRun, Initiator.Agent, "the printer is not armed");
        }

        var asking = state with { Phase = ActionPhase.Pausing, Attempt = state.Attempt + 1, Waited = TimeSpan.Zero, Left = TimeSpan.Zero, Refusal = null };
        return new ActionStep(asking, [new ActionEvent(kind, state.Alert, state.Class, state.By, state.Refusal) { Attempt = asking.Attempt }], AsksForPause: true);
    }

    /// <summary>The printer was asked: has it paused?</summary>
    public static ActionStep Verify(ActionState state, ActionSituation now) => now.Activity switch
    {
        PrinterActivity.Paused => Believe(state, state.By),

        // A plug that was switched off has no other word for it.
        PrinterActivity.Idle when state.Refusal is null => ActionStep.Settle(state, ActionKind.Overtaken, state.By, "the print is over, after the printer was asked for a pause"),
        PrinterActivity.Idle => ActionStep.Settle(state, ActionKind.Overtaken, Initiator.Printer, "the print is over"),
        PrinterActivity.Pausing when state.Waited < PausingTime => ActionStep.To(state),
        _ when state.Waited < Patience(state) => ActionStep.To(state),
        _ when state.AsksNoMore => ActionStep.To(state.AtRest()),

        // What a person asked for hangs on no alert.
        _ when state.By == Initiator.Agent && !now.Has(state.Alert) => ActionStep.Cancel(state),
        _ when state.Attempt < FirstAttempts => Ask(state, now, ActionKind.Retrying),
        _ when state.Attempt > FirstAttempts => ActionStep.To(state with { Phase = ActionPhase.Failed }),
        _ => new ActionStep(state with { Phase = ActionPhase.Failed, Waited = TimeSpan.Zero }, [Failure(state)]),
    };

    /// <summary>The print is paused: does it go on?</summary>
    public static ActionStep Follow(ActionState state, ActionSituation now) => now.Activity switch
    {
        PrinterActivity.Paused or PrinterActivity.Pausing or PrinterActivity.Unknown or PrinterActivity.Offline or PrinterActivity.Attention =>
            ActionStep.To(state),
        PrinterActivity.Idle => ActionStep.To(state.Settled()),
        _ => ActionStep.Settle(state, ActionKind.Resumed, Initiator.Printer, null),
    };

    /// <summary>The printer has not paused: does somebody know?</summary>
    public static ActionStep Remind(ActionState state, ActionSituation now) =>
        now.Activity == PrinterActivity.Paused ? Believe(state, Initiator.Printer)
        : now.Activity == PrinterActivity.Idle || !now.IsOpen(state.Alert) ? ActionStep.To(state.Settled())
        : !now.Has(state.Alert) ? ActionStep.To(state.AtRest())

        // Another alert must not wait for one that a person sees to.
        : now.IsAcknowledged(state.Alert) ? ActionLadder.Announce(state.Settled(), now) is { Events.Count: > 0 } other ? other : ActionStep.To(state)
        : state.Waited >= RemindInterval ? AskWithAReminder(state with { Waited = TimeSpan.Zero }, now)
        : ActionStep.To(state);

    // The printer, or its host, may be back; the countdown is over, and nobody has said no.
    private static ActionStep AskWithAReminder(ActionState state, ActionSituation now)
    {
        var asked = now is not { IsArmed: true, MayPrint: true } || now.IsFading(state.Alert) ? ActionStep.To(state)
            : state.AsksNoMore ? ActionLadder.Announce(state.AtRest(), now)
            : Ask(state, now, ActionKind.Retrying);
        return asked with { Events = [Failure(state), .. asked.Events] };
    }

    private static TimeSpan Patience(ActionState state) =>
        state.Refusal is null ? VerifyTime : state.Attempt < FirstAttempts ? state.Attempt * RefusedTime : TimeSpan.Zero;

    private static ActionStep Believe(ActionState state, Initiator by) =>
        ActionStep.Tell(state with { Phase = ActionPhase.Paused, Done = state.Settled().Done }, ActionKind.Paused, by, null);

    private static ActionEvent Failure(ActionState state) =>
        new(ActionKind.Failed, state.Alert, state.Class, state.By, state.Refusal ?? "the printer does not say that it paused") { Attempt = state.Attempt };
}
