using Defects.Agent.Monitoring.Operators;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>On <c>printers/&lt;id&gt;/events</c>: the answer to a command.</summary>
internal sealed record AnswerPayload : Payload
{
    /// <summary><c>ack</c>, <c>snooze</c>, <c>veto</c>, <c>feedback</c>, <c>changed</c> or <c>refused</c>.</summary>
    public required AnswerKind Type { get; init; }

    public required string Printer { get; init; }

    /// <summary>The last level of the command's topic.</summary>
    public required string Command { get; init; }

    /// <summary>Who asked, where the command said so.</summary>
    public string? By { get; init; }

    /// <summary>The alerts that it was about.</summary>
    public IReadOnlyList<string>? EventIds { get; init; }

    public DefectClass? Class { get; init; }

    /// <summary>The end of a silence.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What was changed.</summary>
    public string? Setting { get; init; }

    public string? Value { get; init; }

    /// <summary>Why nothing was done; on <c>refused</c> only.</summary>
    public string? Reason { get; init; }
}
