using System.Buffers;
using System.Text.Json.Nodes;
using Json.Schema;
using MQTTnet;

namespace Defects.Agent.Tests.Messaging.Contract;

/// <summary>docs/mqtt/asyncapi.yaml with its schemas, as what messages are held against.</summary>
internal static class MessageContract
{
    /// <summary>The root of an agent that says nothing else: a test that sends on topics of others keeps off it.</summary>
    private const string Root = "defects/";

    private static readonly Dictionary<string, JsonSchema> BySchema = ContractDocument.Schemas.ToDictionary(file => file, file => JsonSchema.FromFile(file));

    /// <summary>The validator does not say that it may be asked by many at once.</summary>
    private static readonly Lock OneAtATime = new();

    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    // They name each other by file.
    static MessageContract() => BySchema.Values.ToList().ForEach(Strict.SchemaRegistry.Register);

    public static IReadOnlyList<ContractChannel> Channels { get; } = ReadChannels();

    /// <returns>Null, or what the contract does not allow about a message on a topic of an agent.</returns>
    public static string? FaultOf(MqttApplicationMessage message)
    {
        if (!message.Topic.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var channel = Channels.FirstOrDefault(channel => channel.IsOf(message.Topic));
        var fault = channel switch
        {
            null => "asyncapi.yaml has no such channel",
            { Sent: false } => null,
            { Retained: true } when message.Payload.IsEmpty => null,
            _ when (int)message.QualityOfServiceLevel != channel.Qos => $"expected QoS {channel.Qos}, heard {message.QualityOfServiceLevel}",
            _ => FaultOf(channel, message.ContentType, message.Payload.ToArray()),
        };
        return fault is null ? null : $"{message.Topic}: {fault}";
    }

    /// <returns>Null, or why the JSON is not what the schema says.</returns>
    public static string? FaultOf(string schema, string json)
    {
        lock (OneAtATime)
        {
            return FaultOf(BySchema[schema].Evaluate(JsonNode.Parse(json), Strict)) is { } fault ? $"{Path.GetFileName(schema)}: {fault}" : null;
        }
    }

    private static string? FaultOf(EvaluationResults result)
    {
        var errors = result.Details.Prepend(result)
            .SelectMany(detail => (detail.Errors ?? new Dictionary<string, string>()).Select(error => $"{detail.InstanceLocation} {error.Key}: {error.Value}"));
        return result.IsValid ? null : string.Join("; ", errors.Distinct());
    }

    private static string? FaultOf(ContractChannel channel, string contentType, byte[] payload)
    {
        var candidates = channel.Messages.Where(message => message.ContentType == contentType).ToList();
        if (candidates.Count == 0)
        {
            return $"expected {string.Join(" or ", channel.Messages.Select(message => message.ContentType))}, heard '{contentType}'";
        }

        var text = System.Text.Encoding.UTF8.GetString(payload);
        var faults = candidates.Where(message => message.Schema is not null).Select(message => FaultOf(message.Schema!, text)).ToList();
        return faults.Count == 0 || faults.Count(fault => fault is null) == 1
            ? null
            : $"expected to be one of {string.Join(", ", candidates.Select(message => message.Name))}: {string.Join("\n  ", faults.Select(fault => fault ?? "is one"))}\n  {text}";
    }

    private static List<ContractChannel> ReadChannels()
    {
        var api = ContractDocument.Read("asyncapi.yaml");
        var operations = api.Root["operations"]!.AsObject().ToDictionary(operation => $"{operation.Value!["channel"]!["$ref"]}", operation => operation.Value!);
        return [.. api.Root["channels"]!.AsObject().Select(channel => ReadChannel(api, channel.Value!, operations[$"#/channels/{channel.Key}"]))];
    }

    private static ContractChannel ReadChannel(ContractDocument api, JsonNode channel, JsonNode operation) => new(
        channel["address"]!.GetValue<string>(),
        $"{operation["action"]}" == "send",
        operation["bindings"]!["mqtt"]!["qos"]!.GetValue<int>(),
        operation["bindings"]!["mqtt"]!["retain"]!.GetValue<bool>(),
        [.. channel["messages"]!.AsObject().Select(message => ReadMessage(api, message.Key, api.Follow(message.Value!).Node))]);

    private static ContractMessage ReadMessage(ContractDocument api, string name, JsonNode message)
    {
        var schema = message["payload"]!["$ref"] is null ? null : api.Follow(message["payload"]!).Document.File;
        return new ContractMessage(name, $"{message["contentType"] ?? api.Root["defaultContentType"]}", schema);
    }
}
