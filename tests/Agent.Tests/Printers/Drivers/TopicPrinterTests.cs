using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;
using Defects.Agent.Tests.Messaging;
using MQTTnet;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>Through the agent's own connection to a real mosquitto.</summary>
public sealed class TopicPrinterTests : IDisposable
{
    private static readonly PrinterLinkOptions Link = new()
    {
        Address = "mqtt",
        Interval = TimeSpan.FromMilliseconds(500),
        StateTopic = "plug/state",
        States = new() { ["ON"] = "printing", ["off"] = "Idle" },
        PauseTopic = "plug/set",
        PausePayload = "hold",
    };

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-topic-");

    [Fact]
    public async Task RetainedState_IsTheState_AndSilenceChangesNothing()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("plug/state", "on", retain: true);
        await using var agent = await AgentAsync(broker);
        await using var watching = new Watching(new TopicPrinter(Link, agent.Bus, TimeProvider.System));
        await watching.SeesAsync("Printing (on)");
        await sender.SendAsync("plug/state", "OFF");
        await watching.SeesAsync("Idle (OFF)");
        await sender.SendAsync("plug/state", "dancing");
        await watching.SeesAsync("Unknown (dancing)");

        Assert.Equal("Unknown (nothing was told on plug/state yet)", Watching.Describe(watching.Seen[0]));
        Assert.Null(watching.Failure);
    }

    [Fact]
    public async Task Pause_SendsThePayload_UnlessItIsPausedAlready()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "plug/set");
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = await AgentAsync(broker);
        var driver = new TopicPrinter(Link with { States = new() { ["held"] = "paused" } }, agent.Bus, TimeProvider.System);
        await using var watching = new Watching(driver);
        await driver.PauseAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => listener.Messages.Count == 1, "the pause");

        await Eventually.Holds(() => watching.Seen.Count > 0, "watched");
        await Eventually.Holds(() => { _ = sender.SendAsync("plug/state", "held"); return watching.Activities[^1] == PrinterActivity.Paused; }, "paused");
        await driver.PauseAsync(TestContext.Current.CancellationToken);
        await sender.SendAsync("plug/set", "the end");
        await Eventually.Holds(() => listener.Messages.Count >= 2, "the end");
        Assert.Equal(["hold", "the end"], listener.Messages.Select(message => message.ConvertPayloadToString()));
        Assert.False(listener.Messages[0].Retain);
    }

    [Fact]
    public async Task BrokerAway_PrinterCannotBeReadNorPaused()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = await AgentAsync(broker);
        var driver = new TopicPrinter(Link, agent.Bus, TimeProvider.System);
        await using var watching = new Watching(driver);
        await Eventually.Holds(() => watching.Seen.Count > 0, "watched");
        await broker.StopAsync();
        await watching.FailsAsync();

        Assert.Equal("there is no connection to the agent's broker", watching.Failure!.Message);
        var failure = await Assert.ThrowsAsync<PrinterException>(() => driver.PauseAsync(TestContext.Current.CancellationToken));
        Assert.Equal("the pause could not be sent: there is no connection to the broker", failure.Message);
    }

    [Fact]
    public async Task NoPauseTopic_CannotPause()
    {
        var driver = new TopicPrinter(Link with { PauseTopic = null }, new Agent.Messaging.MessageBus(new ListLogger<Agent.Messaging.MessageBus>()), TimeProvider.System);
        Assert.False(driver.CanPause);
        await Assert.ThrowsAsync<PrinterException>(() => driver.PauseAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, "1", "1", nameof(PrinterActivity.Printing))]
    [InlineData(null, "1.0", "1", nameof(PrinterActivity.Printing))]
    [InlineData(null, "\"1\"", "1", nameof(PrinterActivity.Printing))]
    [InlineData(null, " true\n", "true", nameof(PrinterActivity.Idle))]
    [InlineData(null, "Printing from SD", "Printing from SD", nameof(PrinterActivity.Preparing))]
    [InlineData(null, "", "an empty message", nameof(PrinterActivity.Unknown))]
    [InlineData(null, "{\"a\":1}", "an empty message", nameof(PrinterActivity.Unknown))]
    [InlineData("status.on", "{\"status\":{\"on\":true}}", "true", nameof(PrinterActivity.Idle))]
    [InlineData("status.on", "{\"status\":{\"on\":1e0}}", "1", nameof(PrinterActivity.Printing))]
    [InlineData("status.on", "{\"status\":[]}", "no status.on in the message", nameof(PrinterActivity.Unknown))]
    [InlineData("status.on", "1", "no status.on in the message", nameof(PrinterActivity.Unknown))]
    [InlineData("status.on", "no json", "no status.on in the message", nameof(PrinterActivity.Unknown))]
    [InlineData("status.on", "{\"status\":{\"on\":\"a\\u0000b\"}}", "a b", nameof(PrinterActivity.Unknown))]
    public void Message_IsReadAsConfigured(string? field, string message, string says, string activity)
    {
        var link = Link with { StateField = field, States = new() { ["1"] = "printing", ["TRUE"] = "idle", ["printing from sd"] = "preparing" } };
        var status = new TopicState(link).Read(System.Text.Encoding.UTF8.GetBytes(message));
        Assert.Equal((activity, says), ($"{status.Activity}", status.Says));
    }

    [Theory]
    [InlineData("done", nameof(PrintOutcome.Completed))]
    [InlineData("aborted", nameof(PrintOutcome.Stopped))]
    [InlineData("off", null)]
    public void Message_OfAnEnd_IsIdleAndSaysHow(string message, string? outcome)
    {
        var link = Link with { States = new() { ["done"] = "completed", ["aborted"] = "Stopped", ["off"] = "idle" } };
        var status = new TopicState(link).Read(System.Text.Encoding.UTF8.GetBytes(message));
        Assert.Equal((PrinterActivity.Idle, outcome), (status.Activity, status.Outcome?.ToString()));
    }

    public void Dispose() => _state.Delete(recursive: true);

    private async Task<MessagingRig> AgentAsync(Mosquitto broker)
    {
        var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Bus.IsConnected, "connected");
        return agent;
    }
}
