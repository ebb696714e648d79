using Defects.Agent.Alerts;
using Defects.Shared.Classes;

namespace Defects.Agent.Actions;

/// <summary>A step of the <see cref="ActionLadder"/>.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Alert">The alert that it is for; null where a person asked for the pause.</param>
/// <param name="Class">Its class.</param>
/// <param name="By">Who did it.</param>
/// <param name="Reason">In plain words, where there is one.</param>
internal sealed record ActionEvent(ActionKind Kind, Ulid? Alert, DefectClass? Class, Initiator By, string? Reason = null) : PrinterEvent
{
    /// <summary>How long until the pause; on <see cref="ActionKind.Announced"/> only.</summary>
    public TimeSpan? In { get; init; }

    /// <summary>Which of the attempts, from 1.</summary>
    public int? Attempt { get; init; }
}
