using System.Collections.Concurrent;
using System.Text;
using Defects.Agent.Bus;
using Defects.Agent.Messaging;

namespace Defects.Agent.Tests.Messaging;

/// <summary>Through the agent's own connection to a real mosquitto.</summary>
public sealed class MessageBusTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-bus-");
    private readonly ConcurrentQueue<string> _heard = [];

    [Fact]
    public async Task Subscribed_BeforeTheConnection_HearsWhatIsRetainedAndWhatComes()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("farm/one/state", "printing", retain: true);
        await using var agent = Agent(broker);
        using var subscription = agent.Bus.Subscribe("farm/+/state", Hear);
        await agent.StartAsync();
        await HeardAsync("farm/one/state printing retained");
        await sender.SendAsync("farm/two/state", "idle");
        await HeardAsync("farm/two/state idle");
        await sender.SendAsync("farm/two/other", "not asked for");
        await sender.SendAsync("farm/three/state", "last");
        await HeardAsync("farm/three/state last");

        Assert.Equal(3, _heard.Count);
    }

    [Fact]
    public async Task Subscribed_WhileConnected_IsHeard_AndNoLongerOnceDisposed()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("state", "old", retain: true);
        await using var agent = Agent(broker);
        await agent.StartAsync();
        await ConnectedAsync(agent);

        var first = agent.Bus.Subscribe("state", Hear);
        await HeardAsync("state old retained");
        using var second = agent.Bus.Subscribe("state", message => _heard.Enqueue("second " + Describe(message)));
        await HeardAsync("second state old retained");

        first.Dispose();
        _heard.Clear();
        await sender.SendAsync("state", "new");
        await HeardAsync("second state new");
        Assert.Single(_heard);
    }

    [Fact]
    public async Task Online_IsSaidOnceTheAgentListens()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = Agent(broker);
        using var command = agent.Bus.Subscribe("command", Hear);
        await using var listener = await MqttListener.StartAsync(broker.Port, agent.Topics.Status);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.Messages.Count > 0, "online");
        await sender.SendAsync("command", "now");
        await HeardAsync("command now");
    }

    [Fact]
    public async Task BrokerRestarted_SubscriptionsComeBack()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = Agent(broker);
        using var subscription = agent.Bus.Subscribe("state", Hear);
        await agent.StartAsync();
        await ConnectedAsync(agent);
        await broker.StopAsync();
        await broker.StartAgainAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("state", "said while the agent was away", retain: true);
        await sender.SendAsync("state", "not retained: gone, unless the agent is back");
        await HeardAsync("state said while the agent was away retained");
    }

    [Fact]
    public async Task BrokerFrozenForLongerThanTheTimeout_ConnectionIsMadeAnew_AndWhatWasRetainedMeanwhileArrives()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = Agent(broker);
        using var subscription = agent.Bus.Subscribe("state", Hear);
        await agent.StartAsync();
        await ConnectedAsync(agent);

        broker.Freeze();
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("No connection to the broker")), "the silence is noticed");
        await sender.SendAsync("state", "frozen", retain: true);
        broker.Thaw();
        await Eventually.Holds(() => agent.Log.Lines.Count(line => line.Contains("Connected to the broker")) == 2, "connected again");
        await Eventually.Holds(() => _heard.Any(line => line.StartsWith("state frozen", StringComparison.Ordinal)), "what was said meanwhile");

        _heard.Clear();
        await sender.SendAsync("state", "thawed");
        await HeardAsync("state thawed");
    }

    [Fact]
    public async Task ListenerThatThrows_KeepsNobodyFromHearing_AndIsSaidOnce()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = Agent(broker);
        using var bad = agent.Bus.Subscribe("state", _ => throw new InvalidOperationException("a mistake"));
        using var good = agent.Bus.Subscribe("state", Hear);
        await agent.StartAsync();
        await ConnectedAsync(agent);
        await sender.SendAsync("state", "one");
        await sender.SendAsync("state", "two");
        await HeardAsync("state two");

        Assert.Equal(2, _heard.Count);
        Assert.Single(agent.BusLog.Lines);
        Assert.Single(agent.Log.Lines, line => line.Contains("Connected to the broker"));
    }

    [Fact]
    public async Task LargeMessage_IsIgnoredAndCounted()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = Agent(broker);
        using var subscription = agent.Bus.Subscribe("state", message => _heard.Enqueue($"{message.Payload.Length}"));
        await agent.StartAsync();
        await ConnectedAsync(agent);
        await sender.SendAsync("state", new byte[MessageBus.LargestMessage + 1]);
        await sender.SendAsync("state", new byte[2 << 20]);
        await sender.SendAsync("state", new byte[MessageBus.LargestMessage]);
        await HeardAsync($"{MessageBus.LargestMessage}");

        // The one of 2 MiB stays at the broker.
        Assert.Equal((1, 1), (_heard.Count, agent.Bus.Ignored));
    }

    [Fact]
    public async Task FilterRefusedByAccessRules_IsSaidOnceInPlainWords_AndTheOthersAreHeard()
    {
        await using var broker = await Mosquitto.StartAsync(OnlyStates);
        await using var agent = Agent(broker);
        using var refused = agent.Bus.Subscribe("secret/#", Hear);
        using var allowed = agent.Bus.Subscribe("state", Hear);
        await agent.StartAsync();
        await ConnectedAsync(agent);
        await broker.StopAsync();
        await broker.StartAgainAsync();
        await Eventually.Holds(() => agent.Log.Lines.Count(line => line.Contains("Connected to the broker")) == 2, "connected again");
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("secret/a", "x");
        await sender.SendAsync("state", "y");
        await HeardAsync("state y");

        Assert.Single(_heard);
        Assert.Equal(
            ["Error: The broker does not let the agent listen to secret/#: NotAuthorized. Nothing is heard from there; look at the broker's access rules."],
            agent.BusLog.Lines.Where(line => line.Contains("secret")));
    }

    [Fact]
    public async Task Publish_FromManyAtOnce_AllArrive()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "many/+");
        await using var agent = Agent(broker);
        await agent.StartAsync();
        await ConnectedAsync(agent);
        agent.SeeSpaghetti(TimeProvider.System.GetUtcNow());
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => agent.Bus.PublishAsync($"many/{n}", Encoding.UTF8.GetBytes($"{n}"), TestContext.Current.CancellationToken)));
        await Eventually.Holds(() => listener.Messages.Count >= 200 && agent.Waiting.Waiting == 0, "all told");

        Assert.Equal(200, listener.Messages.Select(message => message.Topic).Distinct().Count());
        Assert.All(listener.Messages, message => Assert.False(message.Retain));
    }

    [Fact]
    public async Task Publish_NotConnected_SaysSoAtOnce()
    {
        var bus = new MessageBus(new ListLogger<MessageBus>());
        var failure = await Assert.ThrowsAsync<BrokerException>(() => bus.PublishAsync("a", [], TestContext.Current.CancellationToken));
        Assert.Equal("there is no connection to the broker", failure.Message);
    }

    [Fact]
    public async Task Publish_ToAFrozenBroker_EndsWithinTheTimeout()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = Agent(broker);
        await agent.StartAsync();
        await ConnectedAsync(agent);
        broker.Freeze();
        var failure = await Assert.ThrowsAsync<BrokerException>(() => agent.Bus.PublishAsync("a", [], TestContext.Current.CancellationToken));
        Assert.Equal("the broker did not answer within 1 s", failure.Message);
        broker.Thaw();
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("a", true, true)]
    [InlineData("a//b/", true, true)]
    [InlineData("a/+/b", true, false)]
    [InlineData("+", true, false)]
    [InlineData("#", true, false)]
    [InlineData("a/#", true, false)]
    [InlineData("a/#/b", false, false)]
    [InlineData("a/b#", false, false)]
    [InlineData("a/b+", false, false)]
    [InlineData("a\0b", false, false)]
    public void TopicName_TakesWhatBrokersTake(string text, bool filter, bool topic) =>
        Assert.Equal((filter, topic), (TopicName.IsFilter(text), TopicName.IsTopic(text)));

    [Fact]
    public void Subscribe_NoFilter_IsRefusedBeforeABrokerCould() =>
        Assert.Throws<ArgumentException>(() => new MessageBus(new ListLogger<MessageBus>()).Subscribe("a/#/b", Hear));

    public void Dispose() => _state.Delete(recursive: true);

    private MessagingRig Agent(Mosquitto broker) => new(
        broker.Port, _state.FullName, configure: mqtt => mqtt with { Timeout = TimeSpan.FromSeconds(1), KeepAlive = TimeSpan.FromSeconds(1) });

    private static Task ConnectedAsync(MessagingRig agent) =>
        Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("Connected to the broker")), "connected");

    private Task HeardAsync(string line) => Eventually.Holds(() => _heard.Contains(line), $"heard: {line}");

    private void Hear(BusMessage message) => _heard.Enqueue(Describe(message));

    private static string Describe(BusMessage message) =>
        $"{message.Topic} {Encoding.UTF8.GetString(message.Payload)}{(message.Retained ? " retained" : "")}";

    /// <summary>Mosquitto's access file does not refuse subscriptions, it only keeps the messages back; its security plugin refuses.</summary>
    private static IEnumerable<string> OnlyStates(DirectoryInfo folder)
    {
        const string plugin = "/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so";
        Assert.SkipUnless(File.Exists(plugin), "mosquitto's dynamic security plugin is not there");
        var rules = Path.Combine(folder.FullName, "security.json");
        File.WriteAllText(rules, """
            {
              "defaultACLAccess": { "publishClientSend": true, "publishClientReceive": true, "subscribe": false, "unsubscribe": true },
              "anonymousGroup": "all",
              "groups": [{ "groupname": "all", "roles": [{ "rolename": "states" }] }],
              "roles": [{ "rolename": "states", "acls": [{ "acltype": "subscribePattern", "topic": "state", "allow": true }] }],
              "clients": []
            }
            """);
        return ["allow_anonymous true", $"plugin {plugin}", $"plugin_opt_config_file {rules}"];
    }
}
