namespace Defects.Agent.Messaging;

/// <summary>Every minute on <c>stats</c>, QoS 0, not retained. Counts are since the agent's start.</summary>
internal sealed record StatsPayload : Payload
{
    public required double UptimeS { get; init; }

    public required OutboxPayload Outbox { get; init; }

    public required ServingPayload Serving { get; init; }

    /// <summary>Figures of cameras, inference and hard cases by name.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }
}
