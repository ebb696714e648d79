using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Defects.Agent.Bus;
using Defects.Agent.Messaging;
using Defects.Agent.Tests.Inference;
using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Tests.Messaging.Contract;

/// <summary>docs/mqtt says what the code does. What is sent is held against it wherever a test listens, see <see cref="MqttListener"/>.</summary>
public sealed class MessageContractTests
{
    private const string Status = """{"schema":1,"ts":"2026-11-23T21:18:40.3989088+00:00","boot":7,"seq":2,"state":"online","since":"2026-11-23T21:18:40+00:00","version":"0.1.0"}""";

    public static TheoryData<string> Payloads => [.. typeof(Payload).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Payload))).Select(type => type.Name)];

    public static TheoryData<string> Documents => ["asyncapi.yaml", .. ContractDocument.Schemas.Select(file => Path.GetRelativePath(ContractDocument.Folder, file))];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Payload_HasASchema_ThatSaysTheSame(string payload)
    {
        var file = Path.Combine("schemas", JsonNamingPolicy.KebabCaseLower.ConvertName(payload[..^nameof(Payload).Length]) + ".json");
        var schema = ContractDocument.Read(file);

        Assert.Empty(SchemaDrift.Between(typeof(Payload).Assembly.GetTypes().Single(type => type.Name == payload), schema));
        Assert.Contains(schema.File, MessageContract.Channels.SelectMany(channel => channel.Messages).Select(message => message.Schema));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_EveryReferenceLeadsSomewhere_AndEveryFieldIsExplained(string relative)
    {
        var document = ContractDocument.Read(relative);

        var objects = Nodes(document.Root).OfType<JsonObject>().ToList();
        objects.ForEach(node => document.Follow(node));
        var fields = objects.Select(node => node["properties"]).OfType<JsonObject>().SelectMany(properties => properties);
        Assert.Empty(fields.Where(field => field.Value!["description"] is null && document.Follow(field.Value).Node["description"] is null).Select(field => field.Key));
    }

    [Fact]
    public void Schemas_AreAllOfMessages()
    {
        var used = MessageContract.Channels.SelectMany(channel => channel.Messages).Select(message => message.Schema).ToHashSet();

        Assert.Equal(["common.json"], ContractDocument.Schemas.Where(file => !used.Contains(file)).Select(Path.GetFileName));
    }

    [Fact]
    public void Channels_AreTheTopicsOfTheCode()
    {
        var topics = new Topics("{root}", "{node}");
        var properties = typeof(Topics).GetProperties().Select(property => (string)property.GetValue(topics)!);
        var methods = typeof(Topics).GetMethods().Where(method => method.DeclaringType == typeof(Topics) && !method.IsSpecialName)
            .Select(method => (string)method.Invoke(topics, [.. method.GetParameters().Select(parameter => $"{{{parameter.Name}}}")])!);
        var channels = MessageContract.Channels.Select(channel => channel.Sent ? channel.Address : Regex.Replace(channel.Address, "/cmd/[^/]+$", "/cmd/{command}"));

        Assert.Equal(
            properties.Concat(methods).Where(TopicName.IsTopic).Order(StringComparer.Ordinal),
            channels.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Figures_AreThoseThatTheSchemaExplains()
    {
        await using var agent = new AgentUnderTest(options => options with { Printers = new() { ["a"] = new() { Cameras = new() { ["bed"] = new() { Source = ColourModel.Folder } } } } });
        await agent.StartAsync();
        var schema = ContractDocument.Read("schemas/stats.json").Root["properties"]!["figures"]!["properties"]!.AsObject();

        Assert.Equal(schema.Select(figure => figure.Key), agent.Figures.Read().Keys);
    }

    [Fact]
    public void Examples_InTheManual_AreOfTheContract()
    {
        const string pattern = "^`(printers/<id>/state|printers/<id>/events|status|stats)`.*?^```json\n(.*?)\n```";
        var examples = Regex.Matches(File.ReadAllText(RepositoryRoot.PathOf("docs/agent.md")), pattern, RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => (Topic: match.Groups[1].Value, Json: match.Groups[2].Value)).ToList();

        Assert.Equal(["status", "printers/<id>/state", "printers/<id>/events", "stats"], examples.Select(example => example.Topic));
        Assert.All(examples, example => Assert.Null(MessageContract.FaultOf(Message($"defects/box/{example.Topic}", example.Json, example.Topic == "stats" ? 0 : 1))));
    }

    [Theory]
    [InlineData("defects/box/status", Status, 1, null)]
    [InlineData("defects/box/status", """{"schema":1}""", 1, "Required properties")]
    [InlineData("defects/box/status", "{\"more\":1,", 1, "more")]
    [InlineData("defects/box/status", "2026-11-23T21:18:40.3989088+00:00=>yesterday", 1, "date-time")]
    [InlineData("defects/box/status", "\"seq\":2=>\"seq\":0", 1, "minimum")]
    [InlineData("defects/box/status", "online=>idle", 1, "enum")]
    [InlineData("defects/box/status", Status, 0, "QoS 1")]
    [InlineData("defects/box/printers/a/alert/image", Status, 1, "image/jpeg")]
    [InlineData("defects/box/printers/a/mood", Status, 1, "no such channel")]
    [InlineData("moonraker/one/status", "{}", 0, null)]
    public void FaultOf_WhatIsNotInTheContract_IsFound(string topic, string payload, int qos, string? fault)
    {
        var change = payload.Split("=>");
        payload = change.Length == 2 ? Status.Replace(change[0], change[1]) : payload.EndsWith(',') ? payload + Status[1..] : payload;
        var found = MessageContract.FaultOf(Message(topic, payload, qos));

        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? "", found ?? "", StringComparison.Ordinal);
    }

    private static MqttApplicationMessage Message(string topic, string payload, int qos) => new MqttApplicationMessageBuilder()
        .WithTopic(topic)
        .WithPayload(payload)
        .WithContentType(MessageJson.ContentType)
        .WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos)
        .Build();

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        var inner = node switch
        {
            JsonObject map => map.Select(pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        return inner.OfType<JsonNode>().SelectMany(Nodes).Prepend(node);
    }
}
