using System.Buffers;
using System.Text.Json;
using Defects.Agent.Messaging;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging.Commands;

/// <summary>People's commands through a real mosquitto.</summary>
public sealed class CommandListenerTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-commands-");

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Ack_OpenAlert_IsAnsweredAndShownAndOutlivesARestart()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var sender = await MqttSender.StartAsync(broker.Port);
        Topics topics;
        string alert;
        await using (var agent = new MessagingRig(broker.Port, _state.FullName))
        {
            topics = agent.Topics;
            await agent.StartAsync();
            await Eventually.Holds(() => listener.On(topics.Status).Count > 0, "online");
            agent.SeeSpaghetti(Now.AddSeconds(-60));
            await sender.SendAsync(topics.Command("ender", "ack"), """{"by":"anna"}""");
            await Eventually.Holds(() => Answers(listener, topics, "ack").Count == 1, "the answer");
            alert = MessageJson.Read<EventPayload>(listener.On(topics.Events("ender"))[0].Payload.ToArray()).EventId;
            await Eventually.Holds(() => LastAlerts(listener, topics) is [{ Acknowledged: true }], "the state shows it");
        }

        var answer = Answers(listener, topics, "ack")[0];
        Assert.Equal(("ender", "ack", "anna", alert), (answer.Printer, answer.Command, answer.By, Assert.Single(answer.EventIds!)));

        await using var again = new MessagingRig(broker.Port, _state.FullName);
        await again.StartAsync();
        await Eventually.Holds(() => listener.Read<PrinterStatePayload>(topics.State("ender"))[^1].Boot == again.Boot, "the state after the restart");
        var open = Assert.Single(LastAlerts(listener, topics));
        Assert.Equal((alert, DefectClass.Spaghetti, true), (open.EventId, open.Class, open.Acknowledged));

        // It goes on as the same alert: no second begin, no update to one who knows, and its end when it clears.
        again.SeeSpaghetti(Now.AddSeconds(-600));
        for (var second = 0; second < 200; second++)
        {
            again.Score(0.01f, Now.AddSeconds(second - 500));
        }

        await Eventually.Holds(() => listener.Read<EventPayloadType>(topics.Events("ender"))[^1].Type == "end", "the end");
        Assert.Equal(["begin", "update", "ack", "end"], listener.Read<EventPayloadType>(topics.Events("ender")).Select(told => told.Type).Distinct());
        Assert.Single(listener.Read<EventPayloadType>(topics.Events("ender")), told => told.Type == "begin");
    }

    [Fact]
    public async Task Malformed_Retained_AndForeign_AreRefusedAndNothingHappens()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "defects/box/printers/+/events");
        await using var states = await MqttListener.StartAsync(broker.Port, "defects/box/printers/+/state");
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await sender.SendAsync(agent.Topics.Command("ender", "enable"), """{"enabled":false}""", retain: true);
        await agent.StartAsync();
        await Eventually.Holds(() => Answers(listener, agent.Topics, "refused").Count == 1, "the retained one is refused");
        await sender.SendAsync(agent.Topics.Command("ender", "snooze"), "half an hour please");
        await sender.SendAsync(agent.Topics.Command("ender", "explode"), "{}");
        await sender.SendAsync(agent.Topics.Command("nobody", "ack"), "{}");
        await sender.SendAsync(agent.Topics.Command("ender", "pause"), "{}");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "refused").Count == 4, "all are refused");

        var refused = Answers(listener, agent.Topics, "refused");
        Assert.Equal(["enable", "snooze", "explode", "pause"], refused.Select(answer => answer.Command));
        Assert.Contains("retained", refused[0].Reason);
        Assert.Contains("no JSON", refused[1].Reason);
        Assert.Contains("no such command", refused[2].Reason);
        Assert.Contains("not armed", refused[3].Reason);
        Assert.DoesNotContain(states.Read<PrinterStatePayload>(agent.Topics.State("ender")), state => state.Monitoring == Agent.Printers.WatchMode.Off);
        Assert.DoesNotContain(listener.Messages, message => message.Topic == agent.Topics.Events("nobody"));
    }

    [Fact]
    public async Task Retained_ToAnAgentThatListens_IsRefusedAsWell()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.Status).Count > 0, "online");
        await sender.SendAsync(agent.Topics.Command("ender", "enable"), """{"enabled":false}""", retain: true);
        await sender.SendAsync(agent.Topics.Command("ender", "snooze"), """{"minutes":5}""");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "snooze").Count == 1, "one that is not is done");

        Assert.Contains("retained", Assert.Single(Answers(listener, agent.Topics, "refused")).Reason);
        Assert.Empty(Answers(listener, agent.Topics, "changed"));
    }

    [Fact]
    public async Task NamesThatSomebodyMadeUp_AreShortenedAndDoNotFloodTheLog()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "defects/box/printers/+/events");
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("Connected to the broker")), "connected");
        for (var i = 0; i < 300; i++)
        {
            await sender.SendAsync(agent.Topics.Command($"nobody{i}", "ack"), "{}");
        }

        await sender.SendAsync(agent.Topics.Command("ender", new string('x', 5000)), "{}");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "refused").Count == 1, "refused");

        Assert.Equal(64, Answers(listener, agent.Topics, "refused")[0].Command.Length);
        Assert.InRange(agent.CommandLog.Lines.Count(line => line.Contains("which there is not")), 20, 60);
    }

    [Fact]
    public async Task FalseAlarmAndMissed_KeepTheFrame_ButNotWhereThereWasNoAlert()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.Status).Count > 0, "online");
        await sender.SendAsync(agent.Topics.Command("ender", "false_alarm"), "");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "refused").Count == 1, "no alert");
        agent.SeeSpaghetti(Now.AddSeconds(-60));
        await sender.SendAsync(agent.Topics.Command("ender", "false_alarm"), "");
        await sender.SendAsync(agent.Topics.Command("ender", "missed"), """{"class":"stringing"}""");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "feedback").Count == 2, "both answered");

        Assert.Equal(["ender OperatorFalseAlarm", "ender OperatorMissed"], agent.Asked);
        Assert.Equal(["refused", "begin", "update", "feedback", "end", "feedback"], listener.Read<EventPayloadType>(agent.Topics.Events("ender")).Select(told => told.Type));
    }

    [Fact]
    public async Task Enable_False_TurnsTheWatchOffAndEndsItsAlerts()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.On(agent.Topics.Status).Count > 0, "online");
        agent.SeeSpaghetti(Now.AddSeconds(-60));
        await sender.SendAsync(agent.Topics.Command("ender", "enable"), """{"enabled":false}""");
        await Eventually.Holds(() => listener.Read<PrinterStatePayload>(agent.Topics.State("ender"))[^1].Monitoring == Agent.Printers.WatchMode.Off, "off");

        // The state is told as soon as it is so, events only once they are on disk.
        await Eventually.Holds(() => listener.On(agent.Topics.Events("ender")).Count >= 4, "the events");
        Assert.Equal(["begin", "update", "changed", "end"], listener.Read<EventPayloadType>(agent.Topics.Events("ender")).Select(told => told.Type));
        agent.SeeSpaghetti(Now);
        await sender.SendAsync(agent.Topics.Command("ender", "enable"), """{"enabled":true}""");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "changed").Count == 2, "on again");
        Assert.Single(listener.Read<EventPayloadType>(agent.Topics.Events("ender")), told => told.Type == "begin");
    }

    [Fact]
    public async Task Veto_InAFloodOfOtherCommands_IsAnswered_AndTheFloodOnce()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "defects/box/printers/+/events");
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Log.Lines.Any(line => line.Contains("Connected to the broker")), "connected");
        agent.SeeSpaghetti(Now.AddSeconds(-60));
        for (var i = 0; i < 100; i++)
        {
            await sender.SendAsync(agent.Topics.Command("ender", "snooze"), """{"minutes":0}""");
        }

        await sender.SendAsync(agent.Topics.Command("ender", "veto"), """{"by":"anna"}""");
        await Eventually.Holds(() => Answers(listener, agent.Topics, "veto").Count == 1, "the veto is heard");

        Assert.Contains("too many of this command", Assert.Single(Answers(listener, agent.Topics, "refused")).Reason);
    }

    public void Dispose() => _state.Delete(recursive: true);

    private static IReadOnlyList<OpenAlertPayload> LastAlerts(MqttListener listener, Topics topics) =>
        listener.Read<PrinterStatePayload>(topics.State("ender"))[^1].Alerts;

    private static List<AnswerPayload> Answers(MqttListener listener, Topics topics, string type) =>
    [
        .. from message in listener.On(topics.Events("ender"))
           where JsonDocument.Parse(message.Payload).RootElement.GetProperty("type").GetString() == type
           select MessageJson.Read<AnswerPayload>(message.Payload.ToArray()),
    ];

    /// <summary>What all events have in common.</summary>
    private sealed record EventPayloadType : Payload
    {
        public required string Type { get; init; }
    }
}
