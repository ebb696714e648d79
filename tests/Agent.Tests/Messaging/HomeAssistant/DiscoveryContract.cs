using System.Buffers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using MQTTnet;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>What Home Assistant documents of device discovery, as what announcements are held against.</summary>
internal static partial class DiscoveryContract
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "TestData", "home-assistant-discovery.schema.json"));

    private static readonly EvaluationOptions AsList = new() { OutputFormat = OutputFormat.List };

    /// <summary>The validator does not say that it may be asked by many at once.</summary>
    private static readonly Lock OneAtATime = new();

    /// <returns>Null, or what Home Assistant would not take of a message on one of its topics.</returns>
    public static string? FaultOf(MqttApplicationMessage message) =>
        !message.Topic.EndsWith("/config", StringComparison.Ordinal) || message.Payload.IsEmpty ? null
        : !Topic().IsMatch(message.Topic) ? $"{message.Topic} is no discovery topic"
        : FaultOf(message.Payload.ToArray()) is { } fault ? $"{message.Topic}: {fault}" : null;

    public static string? FaultOf(byte[] device)
    {
        lock (OneAtATime)
        {
            var result = Schema.Evaluate(JsonNode.Parse(device), AsList);
            var errors = result.Details.SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>()).Select(error => $"{detail.InstanceLocation}: {error.Value}"));
            return result.IsValid ? null : string.Join("; ", errors.Distinct());
        }
    }

    [GeneratedRegex("^homeassistant/device/[a-zA-Z0-9_-]+/config$")]
    private static partial Regex Topic();
}
