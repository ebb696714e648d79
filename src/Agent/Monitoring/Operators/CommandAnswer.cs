using Defects.Agent.Alerts;
using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring.Operators;

/// <summary>The answer to a command.</summary>
/// <param name="Kind">What came of it.</param>
/// <param name="Command">Its name, as in its topic.</param>
/// <param name="By">Who asked, where it was said.</param>
internal sealed record CommandAnswer(AnswerKind Kind, string Command, string? By) : PrinterEvent
{
    /// <summary>Why nothing was done, in plain words; on <see cref="AnswerKind.Refused"/> only.</summary>
    public string? Reason { get; init; }

    /// <summary>The alerts that it was about.</summary>
    public IReadOnlyList<Ulid> Alerts { get; init; } = [];

    public DefectClass? Class { get; init; }

    /// <summary>The end of a silence.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The setting's name and its new value, as text.</summary>
    public string? Setting { get; init; }

    public string? Value { get; init; }
}
