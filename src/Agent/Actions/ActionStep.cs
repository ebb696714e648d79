namespace Defects.Agent.Actions;

/// <summary>What one step of the ladder came to.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Events">What others are to hear.</param>
/// <param name="AsksForPause">The printer is to be asked for a pause, once the state is safe on disk.</param>
internal sealed record ActionStep(ActionState State, IReadOnlyList<ActionEvent> Events, bool AsksForPause = false)
{
    public static ActionStep To(ActionState state) => new(state, []);

    /// <summary>What happened is told of the alert that the state is for.</summary>
    public static ActionStep Tell(ActionState state, ActionKind kind, Initiator by, string? why) =>
        new(state, [new ActionEvent(kind, state.Alert, state.Class, by, why)]);

    /// <summary>The alert in hand has had its action.</summary>
    public static ActionStep Settle(ActionState state, ActionKind kind, Initiator by, string? why) =>
        Tell(state, kind, by, why) with { State = state.Settled() };

    /// <summary>A silenced alert has not had its action: it gets a new countdown when the silence is over.</summary>
    public static ActionStep Cancel(ActionState state, string why = "the alert is over or was silenced") =>
        Tell(state, ActionKind.Cancelled, Initiator.Agent, why) with { State = state.AtRest() };
}
