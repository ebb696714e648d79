using Defects.Agent.Actions;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>On <c>printers/&lt;id&gt;/events</c>: a step on the way to a paused print.</summary>
internal sealed record ActionPayload : Payload
{
    /// <summary>Always <c>action</c>.</summary>
    public string Type { get; init; } = "action";

    public required string Printer { get; init; }

    /// <summary>The alert that it is for; absent where a person asked.</summary>
    public string? EventId { get; init; }

    public DefectClass? Class { get; init; }

    public required ActionKind Action { get; init; }

    /// <summary>Who did it.</summary>
    public required Initiator Initiator { get; init; }

    /// <summary>When the pause will be asked for; on <c>announced</c> only.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Where a veto is sent to; on <c>announced</c> only.</summary>
    public string? VetoTopic { get; init; }

    /// <summary>Which attempt, from 1.</summary>
    public int? Attempt { get; init; }

    public string? Reason { get; init; }
}
