namespace Defects.Agent.Actions;

/// <summary>What one step of the ladder came to.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Events">What others are to hear.</param>
/// <param name="AsksForPause">The printer is to be asked for a pause, once the state is safe on disk.</param>
internal sealed record ActionStep(ActionState State, IReadOnlyList<ActionEvent> Events, bool AsksForPause = false);
