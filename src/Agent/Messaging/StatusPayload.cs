namespace Defects.Agent.Messaging;

/// <summary>Retained on <c>status</c>; the last will is one of these as well, with the same boot number.</summary>
internal sealed record StatusPayload : Payload
{
    public required AgentState State { get; init; }

    /// <summary>When the agent started.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The agent's release.</summary>
    public required string Version { get; init; }
}
