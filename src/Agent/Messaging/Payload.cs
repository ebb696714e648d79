using System.Text.Json.Serialization;

namespace Defects.Agent.Messaging;

/// <summary>What every JSON message begins with.</summary>
internal abstract record Payload
{
    public const int CurrentSchema = 1;

    [JsonPropertyOrder(-4)]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>When the message was made.</summary>
    [JsonPropertyOrder(-3)]
    public DateTimeOffset Ts { get; init; }

    /// <summary>Counts the agent's starts, see <see cref="BootCounter"/>.</summary>
    [JsonPropertyOrder(-2)]
    public long Boot { get; init; }

    /// <summary>Counts the messages of one boot, over all topics: a reader that knows boot and seq knows a repeat.</summary>
    [JsonPropertyOrder(-1)]
    public long Seq { get; init; }
}
