using System.Buffers;
using System.Text.Json;
using Defects.Agent.Alerts;
using Defects.Agent.Messaging;
using Defects.Agent.Printers;
using Defects.Shared.Classes;
using MQTTnet;

namespace Defects.Agent.Tests.Messaging;

/// <summary>Against a real mosquitto.</summary>
public sealed class MqttServiceTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-state-");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Connected_TellsOnlineFirstAndThenTheStates_Retained()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var early = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => early.On(agent.Topics.State("ender")).Count > 0, "a state");
        await using var late = await MqttListener.StartAsync(broker.Port);
        await Eventually.Holds(() => late.Messages.Count >= 2, "both retained");

        Assert.Equal([agent.Topics.Status, agent.Topics.State("ender")], early.Messages.Take(2).Select(message => message.Topic));
        Assert.All(late.Messages, message => Assert.True(message.Retain));
        var status = late.Read<StatusPayload>(agent.Topics.Status)[0];
        Assert.Equal((AgentState.Online, 1, 1), (status.State, status.Boot, status.Schema));
        var state = late.Read<PrinterStatePayload>(agent.Topics.State("ender"))[0];
        Assert.Equal((WatchMode.Blind, BlindReason.NotScored), (state.Monitoring, state.Reason));
        Assert.True(state.Seq > status.Seq);
    }

    [Fact]
    public async Task Alert_IsToldOnceWithItsPictureRetained()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.Status).Count > 0, "online");
        agent.SeeSpaghetti(Now.AddSeconds(-60));
        await Eventually.Holds(() => listener.On(agent.Topics.Events("ender")).Count >= 2 && agent.Waiting.Waiting == 0, "the outbox is empty");

        var events = listener.Read<EventPayload>(agent.Topics.Events("ender"));
        Assert.Equal([AlertStage.Begin, AlertStage.Update], events.Select(e => e.Type));
        Assert.Single(events.Select(e => e.EventId).Distinct());
        Assert.Equal((DefectClass.Spaghetti, Severity.Fail), (events[0].Class, events[0].Severity));
        Assert.Equal(agent.Topics.AlertImage("ender"), events[0].Frame.ImageTopic);
        Assert.Equal(64, events[0].Frame.Sha256!.Length);

        var message = listener.On(agent.Topics.Events("ender"))[0];
        Assert.Equal("application/json", message.ContentType);
        Assert.InRange(message.MessageExpiryInterval, 86_000u, 86_400u);

        await using var late = await MqttListener.StartAsync(broker.Port, agent.Topics.AlertImage("ender"));
        await Eventually.Holds(() => late.Messages.Count == 1, "the picture");
        Assert.Equal("image/jpeg", late.Messages[0].ContentType);
        Assert.Equal([0xFF, 0xD8], late.Messages[0].Payload.ToArray()[..2]);
        await Eventually.Holds(() => listener.Read<PrinterStatePayload>(agent.Topics.State("ender"))[^1].Alerts.Any(a => a.EventId == events[0].EventId), "the state names the open alert");
    }

    [Fact]
    public async Task Event_OnTheWire_HasTheContractsNames()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        agent.SeeSpaghetti(Now);
        await Eventually.Holds(() => listener.On(agent.Topics.Events("ender")).Count > 0, "an event");

        using var json = JsonDocument.Parse(listener.On(agent.Topics.Events("ender"))[0].Payload.ToArray());
        string[] names =
        [
            "schema", "ts", "boot", "seq", "type", "event_id", "printer", "camera", "class", "severity", "probability", "evidence", "evidence_s",
            "threshold", "probabilities", "began_at", "model", "frame", "planned_action",
        ];
        Assert.Equal(names, json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("begin", json.RootElement.GetProperty("type").GetString());
        Assert.Equal("fail", json.RootElement.GetProperty("severity").GetString());
        Assert.InRange(json.RootElement.GetProperty("probabilities").GetProperty("spaghetti").GetDouble(), 0.94, 0.96);
    }

    [Fact]
    public async Task BrokerAway_AlertsWaitAndComeInOrderAfterOnline()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("Connected to the broker")), "connected");
        await broker.StopAsync();
        agent.SeeSpaghetti(Now);
        await Eventually.Holds(() => agent.Waiting.Waiting == 3, "begin, picture and update wait");

        await broker.StartAgainAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await Eventually.Holds(() => agent.Waiting.Waiting == 0, "all arrived");
        await Eventually.Holds(() => listener.On(agent.Topics.Events("ender")).Count == 2, "both events");

        // What the broker has taken over is not yet what the listener has got.
        await Eventually.Holds(() => Pictures(listener, agent).Any(), "the picture");

        Assert.Equal([AlertStage.Begin, AlertStage.Update], listener.Read<EventPayload>(agent.Topics.Events("ender")).Select(e => e.Type));
        Assert.Equal(agent.Topics.Status, listener.Messages[0].Topic);
        Assert.Single(Pictures(listener, agent));
    }

    [Fact]
    public async Task AgentEndsWhileBrokerIsAway_TheNextRunDelivers()
    {
        await using var broker = await Mosquitto.StartAsync();
        await broker.StopAsync();
        await using (var first = new MessagingRig(broker.Port, _state.FullName))
        {
            await first.StartAsync();
            first.SeeSpaghetti(Now);
            await first.StopAsync();
        }

        await broker.StartAgainAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var second = new MessagingRig(broker.Port, _state.FullName);
        await second.StartAsync();
        await Eventually.Holds(() => listener.On(second.Topics.Events("ender")).Count == 2, "both events");

        Assert.Equal(2, second.Boot);
        Assert.All(listener.Read<EventPayload>(second.Topics.Events("ender")), e => Assert.Equal(1, e.Boot));
    }

    [Fact]
    public async Task PrinterTakenOut_EndsItsAlertAndLeavesNothingRetained()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        agent.SeeSpaghetti(Now.AddSeconds(-60));
        await Eventually.Holds(() => Pictures(listener, agent).Any(), "the picture");

        agent.Live.Replace(agent.Options with { Printers = new() { ["prusa"] = new() { Cameras = new() { ["bed"] = new() } } } });
        await Eventually.Holds(() => listener.Read<EventPayload>(agent.Topics.Events("ender")).Any(e => e.Type == AlertStage.End), "the end of the alert");
        await Eventually.Holds(() => listener.On(agent.Topics.State("prusa")).Count > 0, "the new printer");
        await Eventually.Holds(() => listener.On(agent.Topics.AlertImage("ender"))[^1].Payload.IsEmpty, "the picture is taken away");

        await using var late = await MqttListener.StartAsync(broker.Port);
        await Eventually.Holds(() => late.On(agent.Topics.State("prusa")).Count > 0, "what is retained");
        Assert.Empty(Retained(late, agent.Topics.State("ender")));
        Assert.Empty(Retained(late, agent.Topics.AlertImage("ender")));
    }

    [Fact]
    public async Task PrinterTakenOutWhileTheAgentIsStopped_EndsItsAlertAndLeavesNothing()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using (var before = new MessagingRig(broker.Port, _state.FullName))
        {
            await before.StartAsync();
            before.SeeSpaghetti(Now.AddSeconds(-60));
            await Eventually.Holds(() => before.Waiting.Waiting == 0 && Pictures(listener, before).Any(), "the picture");
        }

        await using var agent = new MessagingRig(broker.Port, _state.FullName, printer: "prusa");
        await agent.StartAsync();
        await LeavesNothingAsync(broker, agent);
        await Eventually.Holds(() => listener.Read<EventPayload>(agent.Topics.Events("ender")).Any(told => told.Type == AlertStage.End), "the end of the alert");

        var events = listener.Read<EventPayload>(agent.Topics.Events("ender"));
        Assert.Equal((events[0].EventId, EndReason.Off), (events[^1].EventId, events[^1].Reason));
        Assert.Equal(["prusa"], agent.Memories.OnlyTold);
        Assert.Empty(agent.Memories.Printers);
    }

    [Fact]
    public async Task PrinterThatNothingHappenedTo_TakenOutWhileTheAgentIsStopped_LeavesNothing()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using (var before = new MessagingRig(broker.Port, _state.FullName))
        {
            await before.StartAsync();
            await Eventually.Holds(() => listener.On(before.Topics.State("ender")).Count > 0, "the state");
        }

        await using var agent = new MessagingRig(broker.Port, _state.FullName, printer: "prusa");
        await agent.StartAsync();
        await LeavesNothingAsync(broker, agent);
    }

    [Fact]
    public async Task PrinterTakenOutWhileTheBrokerIsAway_LeavesNothing_NotEvenThePictureThatWaited()
    {
        await using var broker = await Mosquitto.StartAsync(folder => ["allow_anonymous true", "persistence true", $"persistence_location {folder.FullName}/", "autosave_on_changes true", "autosave_interval 1"]);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("Connected to the broker")), "connected");
        await using (var listener = await MqttListener.StartAsync(broker.Port))
        {
            await Eventually.Holds(() => listener.On(agent.Topics.State("ender")).Count > 0, "the state");
        }

        await broker.StopAsync();
        agent.SeeSpaghetti(Now);
        await Eventually.Holds(() => agent.Waiting.Waiting == 3, "begin, picture and update wait");
        agent.Live.Replace(agent.Options with { Printers = new() { ["prusa"] = new() { Cameras = new() { ["bed"] = new() } } } });
        await Eventually.Holds(() => agent.Waiting.Waiting == 4, "and the end");

        await broker.StartAgainAsync();
        await Eventually.Holds(() => agent.Waiting.Waiting == 0, "all arrived");
        await LeavesNothingAsync(broker, agent);
    }

    [Fact]
    public async Task Stopped_SaysStoppingAndLeavesNoWill()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.Status).Count > 0, "online");
        await agent.StopAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.Status).Count > 1, "stopping");

        Assert.Equal([AgentState.Online, AgentState.Stopping], listener.Read<StatusPayload>(agent.Topics.Status).Select(s => s.State));
    }

    [Fact]
    public async Task ConnectionTornDown_BrokerSaysOfflineWithTheSameBoot()
    {
        await using var broker = await Mosquitto.StartAsync();
        var will = new MessageStamp(17, TimeProvider.System).Write(new StatusPayload { State = AgentState.Offline, Since = Now, Version = "1" });
        var connection = await BrokerConnection.OpenAsync(
            new() { Port = broker.Port }, "box", "defects/box/status", will, TestContext.Current.CancellationToken);
        await connection.DisposeAsync();
        await using var late = await MqttListener.StartAsync(broker.Port);
        await Eventually.Holds(() => late.Messages.Count == 1, "the will");

        var status = late.Read<StatusPayload>("defects/box/status")[0];
        Assert.Equal((AgentState.Offline, 17), (status.State, status.Boot));
        Assert.True(late.Messages[0].Retain);
    }

    [Fact]
    public async Task WrongPassword_IsSaidInPlainWordsAndTriedAgain()
    {
        await using var broker = await Mosquitto.StartAsync(folder => ["allow_anonymous false", $"password_file {Mosquitto.PasswordFile(folder, "agent", "right")}"]);
        var user = Write("user", "agent\n");
        var password = Write("password", "wrong\n");
        await using var agent = new MessagingRig(broker.Port, _state.FullName, configure: mqtt => mqtt with { UserFile = user, PasswordFile = password });
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("refuses the user name or the password")), "refused");
        Assert.DoesNotContain("wrong", string.Join('\n', agent.Log.Lines));

        Write("password", "right\n");
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("Connected to the broker")), "let in");
    }

    [Fact]
    public async Task MessageRefusedForGood_IsDroppedCountedAndSaid_AndHoldsNothingUp()
    {
        await using var broker = await Mosquitto.StartAsync(folder =>
        {
            var rules = Path.Combine(folder.FullName, "rules");
            File.WriteAllLines(rules, ["topic read #", "topic write defects/box/status", "topic write defects/box/printers/ender/alert/image"]);
            return ["allow_anonymous true", $"acl_file {rules}"];
        });
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        agent.SeeSpaghetti(Now);
        await Eventually.Holds(() => Pictures(listener, agent).Count() == 1, "what is allowed comes through");
        await Eventually.Holds(() => agent.Waiting is { Waiting: 0, Dropped: 2 }, "begin and update dropped");

        Assert.Contains(agent.DeliveryLog.Lines, line => line.Contains("refuses a message on defects/box/printers/ender/events: NotAuthorized"));

        // A state comes again and again: it is said once.
        Assert.Single(agent.Log.Lines, line => line.Contains("refuses a message on defects/box/printers/ender/state"));
    }

    [Fact]
    public async Task PictureTooLargeForTheBroker_IsDroppedCountedAndSaid_AndHoldsNoEventUp()
    {
        await using var broker = await Mosquitto.StartAsync(_ => ["allow_anonymous true", "max_packet_size 2000"]);
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        agent.SeeSpaghetti(Now, ColourModel.Jpeg(200, 40, 40, width: 640, height: 480));
        await Eventually.Holds(() => agent.Waiting is { Waiting: 0, Dropped: 1 }, "the picture dropped");
        await Eventually.Holds(() => listener.On(agent.Topics.Events("ender")).Count == 2, "begin and update");

        Assert.Contains(agent.DeliveryLog.Lines, line => line.Contains("refuses a message on defects/box/printers/ender/alert/image: it has"));
    }

    [Fact]
    public async Task Take_AfterTheStop_IsSaidToBeLost()
    {
        await using var agent = new MessagingRig(Mosquitto.FreePort(), _state.FullName);
        await agent.StartAsync();
        await agent.StopAsync();
        agent.SeeSpaghetti(Now);

        Assert.Contains(agent.AlertLog.Lines, line => line.StartsWith("Error: ender: what came after the outbox was closed is lost: spaghetti Begin "));
    }

    [Fact]
    public async Task Stop_NoTimeLeft_WritesWhatWasTakenAllTheSame()
    {
        await using var agent = new MessagingRig(Mosquitto.FreePort(), _state.FullName);
        await agent.StartAsync();
        agent.SeeSpaghetti(Now);
        await agent.StopAsync(noTimeLeft: true);

        // Begin, its picture, and an update.
        Assert.Equal(3, agent.Waiting.Waiting);
    }

    [Fact]
    public async Task Tls_TrustsTheNamedAuthorityAndNoOther()
    {
        using var authority = new ThrowAwayAuthority();
        await using var broker = await Mosquitto.StartAsync(folder => authority.ForMosquitto(folder));
        var ours = Write("ca.pem", authority.Pem);
        using var stranger = new ThrowAwayAuthority();
        var theirs = Write("other.pem", stranger.Pem);

        await using (var wrong = new MessagingRig(broker.Port, _state.FullName, configure: mqtt => mqtt with { Tls = true, CaFile = theirs }))
        {
            await wrong.StartAsync();
            await Eventually.Holds(() => wrong.Log.Lines.Any(line => line.Contains("No connection to the broker")), "refused");
        }

        await using var right = new MessagingRig(broker.Port, _state.FullName, configure: mqtt => mqtt with { Tls = true, CaFile = ours });
        await right.StartAsync();
        await Eventually.Holds(() => right.Log.Lines.Any(line => line.Contains("Connected to the broker")), "connected");
    }

    [Fact]
    public async Task TwoAgents_OnOneBroker_DoNotCollide()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var left = new MessagingRig(broker.Port, Path.Combine(_state.FullName, "left"), "left");
        await using var right = new MessagingRig(broker.Port, Path.Combine(_state.FullName, "right"), "right");
        await left.StartAsync();
        await right.StartAsync();
        left.SeeSpaghetti(Now);
        right.SeeSpaghetti(Now);
        await Eventually.Holds(() => listener.On(left.Topics.Events("ender")).Count == 2 && listener.On(right.Topics.Events("ender")).Count == 2, "both told");

        Assert.All([left, right], agent => Assert.Equal([AgentState.Online], listener.Read<StatusPayload>(agent.Topics.Status).Select(s => s.State)));
        Assert.Equal(2, listener.Messages.Where(m => m.Topic.EndsWith("/events", StringComparison.Ordinal)).Select(m => MessageJson.Read<EventPayload>(m.Payload.ToArray()).EventId).Distinct().Count());
    }

    [Fact]
    public async Task TwoAgents_WhoseRootAndNodeMakeTheSameText_DoNotPushEachOtherOut()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var left = new MessagingRig(broker.Port, Path.Combine(_state.FullName, "left"), "a-b", mqtt => mqtt with { Root = "farm" });
        await using var right = new MessagingRig(broker.Port, Path.Combine(_state.FullName, "right"), "b", mqtt => mqtt with { Root = "farm-a" });
        await using var below = new MessagingRig(broker.Port, Path.Combine(_state.FullName, "below"), "b", mqtt => mqtt with { Root = "farm/a" });
        foreach (var agent in (MessagingRig[])[left, right, below])
        {
            await agent.StartAsync();
            await Eventually.Holds(() => listener.On(agent.Topics.State("ender")).Count > 0, "a state");
        }

        // The broker tells the last will of one that was pushed out before it lets the other in.
        Assert.All([left, right, below], agent => Assert.Equal([AgentState.Online], listener.Read<StatusPayload>(agent.Topics.Status).Select(status => status.State)));
    }

    private static IEnumerable<MqttApplicationMessage> Pictures(MqttListener listener, MessagingRig agent) =>
        Retained(listener, agent.Topics.AlertImage("ender"));

    /// <summary>An empty message is what takes one away, and may come a moment later than the listener.</summary>
    private static IEnumerable<MqttApplicationMessage> Retained(MqttListener listener, string topic) => listener.On(topic).Where(message => !message.Payload.IsEmpty);

    /// <summary>Nothing is retained of the printer that is no longer configured.</summary>
    private static async Task LeavesNothingAsync(Mosquitto broker, MessagingRig agent)
    {
        await Eventually.Holds(() => !agent.Memories.OnlyTold.Contains("ender") && agent.Memories.OnlyTold.Contains("prusa"), "the agent cleared what was told of the one, and told of the other");
        await using var late = await MqttListener.StartAsync(broker.Port);
        await Eventually.Holds(() => late.On(agent.Topics.State("prusa")).Count > 0, "what is retained");
        Assert.Empty(Retained(late, agent.Topics.State("ender")));
        Assert.Empty(Retained(late, agent.Topics.AlertImage("ender")));
    }

    public void Dispose() => _state.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_state.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
