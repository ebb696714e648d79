using System.Collections.Immutable;
using Defects.Shared.Classes;

namespace Defects.Agent.Actions;

/// <summary>Where the ladder of a printer stands.</summary>
internal sealed record ActionState
{
    public static readonly ActionState Rest = new();

    public ActionPhase Phase { get; init; }

    /// <summary>The alert that it is for; null at rest, and where a person asked.</summary>
    public Ulid? Alert { get; init; }

    public DefectClass? Class { get; init; }

    public Initiator By { get; init; }

    /// <summary>Left of the countdown.</summary>
    public TimeSpan Left { get; init; }

    /// <summary>Since the phase began, the printer was asked, or the failure was told.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>How often the printer was asked.</summary>
    public int Attempt { get; init; }

    /// <summary>What the printer said to the last attempt, where it refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>The printer is not asked again without another countdown: since it was, a person has said no or the agent has started anew.</summary>
    public bool AsksNoMore { get; init; }

    /// <summary>Alerts that have had their action, or their veto: none is acted on twice.</summary>
    public ImmutableHashSet<Ulid> Done { get; init; } = [];

    /// <summary>Nothing in hand; an alert that was may be announced anew.</summary>
    public ActionState AtRest() => Rest with { Done = Done };

    /// <summary>Nothing in hand; an alert that was has had its action.</summary>
    public ActionState Settled() => Rest with { Done = Alert is { } alert ? Done.Add(alert) : Done };
}
