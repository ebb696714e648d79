using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>On <c>printers/&lt;id&gt;/events</c>: a printer vanished in the middle of a print, or is there again.</summary>
internal sealed record PresencePayload : Payload
{
    /// <summary><c>lost</c> or <c>back</c>.</summary>
    public required PresenceChange Type { get; init; }

    public required string Printer { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Why it cannot be read; absent where it can.</summary>
    public string? Reason { get; init; }
}
