using System.Text;
using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;
using Defects.Agent.Tests.Messaging;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>Moonraker's and OctoPrint's own messages as they are described, through the agent's own connection to a real mosquitto.</summary>
public sealed class ListenedPrinterTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-listened-");

    [Fact]
    public async Task Moonraker_ChangesInOneMessage_AreFollowedThroughAPrint()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("voron/moonraker/status", """{"server":"online"}""", retain: true);
        await using var agent = await AgentAsync(broker);
        await using var watching = new Watching(MqttPrinters.Open(Link("moonraker://10.0.0.9", "voron"), agent.Bus, TimeProvider.System)!);
        await watching.SeesAsync("Unknown (nothing was told yet)");

        Task Tell(string status) => sender.SendAsync("voron/klipper/status", $$"""{"eventtime":1.5,"status":{{status}}}""");
        await Tell("""{"webhooks":{"state":"ready"},"print_stats":{"state":"standby"}}""");
        await watching.SeesAsync("Idle (standby)");
        await Tell("""{"print_stats":{"state":"printing","filename":"sub/cube.gcode","print_duration":0.0}}""");
        await watching.SeesAsync("Preparing (printing)  cube.gcode  /");
        await Tell("""{"print_stats":{"print_duration":2.5,"info":{"current_layer":1,"total_layer":50}},"virtual_sdcard":{"progress":0.02}}""");
        await watching.SeesAsync("Printing (printing)  cube.gcode 0.02 1/50");
        await Tell("""{"print_stats":{"state":"paused"}}""");
        await watching.SeesAsync("Paused (paused)  cube.gcode 0.02 1/50");
        await Tell("""{"webhooks":{"state":"shutdown","state_message":"MCU 'mcu' shutdown: Timer too close"}}""");
        await watching.SeesAsync("Attention (Klipper: shutdown (MCU 'mcu' shutdown: Timer too close))");
        await sender.SendAsync("voron/moonraker/status", """{"server":"offline"}""", retain: true);
        await watching.SeesAsync("Offline (Moonraker is not there)");
    }

    [Fact]
    public async Task Moonraker_SplitAndRetained_IsKnownAtOnce()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("voron/moonraker/status", """{"server":"online"}""", retain: true);
        await sender.SendAsync("voron/klipper/state/print_stats/state", """{"eventtime":1,"value":"printing"}""", retain: true);
        await sender.SendAsync("voron/klipper/state/print_stats/filename", """{"eventtime":1,"value":"cube.gcode"}""", retain: true);
        await sender.SendAsync("voron/klipper/state/toolhead/position", """{"eventtime":1,"value":[1,2,3]}""", retain: true);
        await using var agent = await AgentAsync(broker);
        var driver = MqttPrinters.Open(Link("moonraker://10.0.0.9", "voron"), agent.Bus, TimeProvider.System)!;
        await using var watching = new Watching(driver);
        await watching.SeesAsync("Printing (printing)  cube.gcode  /");
        Assert.False(driver.CanPause);
    }

    [Fact]
    public async Task Moonraker_WithItsHost_IsAskedFirst_AndAtChanges_AndWhatWasKeptForDaysIsPassedOver()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("voron/moonraker/status", """{"server":"online"}""", retain: true);
        await sender.SendAsync("voron/klipper/state/print_stats/state", """{"value":"standby"}""", retain: true);
        await using var agent = await AgentAsync(broker);
        var host = new AskedPrinter { Answer = new(PrinterActivity.Printing, "printing", new PrintJob { Id = "7", File = "cube.gcode", Material = "PLA" }) };
        var driver = MqttPrinters.Open(Link("moonraker://10.0.0.9", "voron"), agent.Bus, TimeProvider.System, host)!;
        await using var watching = new Watching(driver);
        await watching.SeesAsync("Printing (printing) 7 cube.gcode  / PLA");

        host.Answer = new(PrinterActivity.Idle, "complete", null, PrintOutcome.Completed);
        await sender.SendAsync("voron/klipper/state/print_stats/state", """{"value":"complete"}""", retain: true);
        await watching.SeesAsync("Idle (complete) Completed");
        host.Answer = new(PrinterActivity.Printing, "printing", new PrintJob { Id = "8", File = "vase.gcode" });
        await sender.SendAsync("voron/klipper/state/print_stats/state", """{"value":"printing"}""", retain: true);
        await watching.SeesAsync("Printing (printing) 8 vase.gcode  /");
        await driver.PauseAsync(TestContext.Current.CancellationToken);

        Assert.Equal((true, 1, 3), (driver.CanPause, host.Pauses, host.Questions));
        Assert.DoesNotContain(PrinterActivity.Unknown, watching.Activities);
        Assert.Equal(3, watching.Seen.Count);
    }

    [Fact]
    public async Task Moonraker_BackAgain_IsAskedAnew()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("voron/moonraker/status", """{"server":"offline"}""", retain: true);
        await using var agent = await AgentAsync(broker);
        var host = new AskedPrinter { Answer = new(PrinterActivity.Printing, "printing", new PrintJob { File = "cube.gcode" }) };
        await using var watching = new Watching(MqttPrinters.Open(Link("moonraker://10.0.0.9", "voron"), agent.Bus, TimeProvider.System, host)!);
        await watching.SeesAsync("Offline (Moonraker is not there)");
        Assert.Equal(0, host.Questions);

        await sender.SendAsync("voron/moonraker/status", """{"server":"online"}""", retain: true);
        await watching.SeesAsync("Printing (printing)  cube.gcode  /");

        await sender.SendAsync("voron/moonraker/status", """{"server":"offline"}""", retain: true);
        await watching.SeesAsync("Offline (Moonraker is not there)");
        host.Answer = new(PrinterActivity.Idle, "cancelled");
        await sender.SendAsync("voron/moonraker/status", """{"server":"online"}""", retain: true);
        await watching.SeesAsync("Idle (cancelled)");
        Assert.Equal(2, host.Questions);
    }

    [Theory]
    [InlineData("complete", nameof(PrintOutcome.Completed))]
    [InlineData("cancelled", nameof(PrintOutcome.Stopped))]
    [InlineData("error", nameof(PrintOutcome.Stopped))]
    [InlineData("standby", null)]
    [InlineData("printing", null)]
    public void Moonraker_State_SaysHowThePrintEnded(string state, string? outcome)
    {
        var told = new MoonrakerTopics("v").Hear(new BusMessage("v/klipper/state/print_stats/state", Encoding.UTF8.GetBytes($$"""{"value":"{{state}}"}"""), Retained: false));

        Assert.Equal(outcome, told.Over(PrinterStatus.Unknown).Outcome?.ToString());
    }

    [Fact]
    public void AnotherFile_IsAnotherPrint_OfWhichNothingElseIsKnownYet()
    {
        var before = new PrinterStatus(PrinterActivity.Printing, "printing", new PrintJob { Id = "7", File = "cube.gcode", Material = "PLA", Layer = 90, Layers = 100 });
        HostTopics Told(HostTopics topics, string topic, string payload) => topics.Hear(new BusMessage(topic, Encoding.UTF8.GetBytes(payload), Retained: false));
        var moonraker = Told(new MoonrakerTopics("v"), "v/klipper/state/print_stats/state", """{"value":"printing"}""");

        Assert.Equal(before.Job, moonraker.Over(before).Job);
        Assert.Equal(new PrintJob { File = "vase.gcode" }, Told(moonraker, "v/klipper/state/print_stats/filename", """{"value":"vase.gcode"}""").Over(before).Job);
        Assert.Equal(new PrintJob { File = "vase.gcode", Progress = 0 }, Told(new OctoPrintTopics("o"), "o/event/PrintStarted", """{"name":"vase.gcode","path":"vase.gcode"}""").Over(before).Job);
        Assert.Equal(before.Job! with { Progress = 0 }, Told(new OctoPrintTopics("o"), "o/event/PrintStarted", """{"name":"cube.gcode","path":"cube.gcode"}""").Over(before).Job);
    }

    [Fact]
    public void Moonraker_NothingTold_TheHostsWordHolds() => Assert.Equal(
        PrintOutcome.Completed, new MoonrakerTopics("v").Over(new PrinterStatus(PrinterActivity.Idle, "complete", null, PrintOutcome.Completed)).Outcome);

    [Theory]
    [InlineData("PrintDone", nameof(PrintOutcome.Completed))]
    [InlineData("PrintDone OPERATIONAL", nameof(PrintOutcome.Completed))]
    [InlineData("FINISHING PrintDone OPERATIONAL", nameof(PrintOutcome.Completed))]
    [InlineData("CANCELLING OPERATIONAL", nameof(PrintOutcome.Stopped))]
    [InlineData("PrintCancelled PrintFailed OPERATIONAL", nameof(PrintOutcome.Stopped))]
    [InlineData("PrintFailed", nameof(PrintOutcome.Stopped))]
    [InlineData("PrintDone STARTING", null)]
    [InlineData("PrintDone STARTING OPERATIONAL", null)]
    [InlineData("PrintDone PrintStarted OPERATIONAL", null)]
    [InlineData("OPERATIONAL", null)]
    public void OctoPrint_Events_SayHowThePrintEnded(string events, string? outcome)
    {
        var told = events.Split(' ').Aggregate((HostTopics)new OctoPrintTopics("o"), (state, name) => state.Hear(name.All(char.IsUpper)
            ? new BusMessage("o/event/PrinterStateChanged", Encoding.UTF8.GetBytes($$"""{"state_id":"{{name}}"}"""), Retained: false)
            : new BusMessage($"o/event/{name}", "{}"u8.ToArray(), Retained: false)));

        Assert.Equal(outcome, told.Over(PrinterStatus.Unknown).Outcome?.ToString());
    }

    [Theory]
    [InlineData(true, "asked")]
    [InlineData(false, "standby")]
    public void RetainedState_CountsOnlyWhereNobodyCanBeAsked(bool ignored, string says)
    {
        var kept = new BusMessage("v/klipper/state/print_stats/state", """{"value":"standby"}"""u8.ToArray(), Retained: true);
        var state = (new MoonrakerTopics("v") { IgnoresRetained = ignored }).Hear(kept);
        Assert.Equal(says, state.Over(new(PrinterActivity.Printing, "asked")).Says);
    }

    [Fact]
    public async Task WrongTopic_IsSaid_InsteadOfAFrozenState()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = await AgentAsync(broker);
        await using var watching = new Watching(MqttPrinters.Open(Link("moonraker://10.0.0.9", "vorn"), agent.Bus, TimeProvider.System, new AskedPrinter())!);
        await watching.FailsAsync();

        Assert.Equal("nothing is told on vorn/moonraker/status: is topic its name there, and does it use the agent's broker?", watching.Failure!.Message);
        Assert.Empty(watching.Seen);
    }

    [Fact]
    public async Task OctoPrint_Events_AreFollowedThroughAPrint()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("octoPrint/mqtt", "connected", retain: true);
        await sender.SendAsync("octoPrint/progress/printing", """{"location":"local","path":"old.gcode","progress":40}""", retain: true);
        await using var agent = await AgentAsync(broker);
        await using var watching = new Watching(MqttPrinters.Open(Link("octoprint://10.0.0.8", "octoPrint/"), agent.Bus, TimeProvider.System)!);

        // What was kept of the progress does not say that anything prints.
        await Eventually.Holds(() => watching.Seen is [.., { Activity: PrinterActivity.Unknown, Job.Progress: 0.4 }], "the retained progress");

        Task Tell(string name, string payload) => sender.SendAsync($"octoPrint/event/{name}", payload);
        await Tell("PrinterStateChanged", """{"_event":"PrinterStateChanged","state_id":"STARTING","state_string":"Starting"}""");
        await Tell("PrintStarted", """{"_event":"PrintStarted","name":"cube.gcode","path":"a/cube.gcode","origin":"local"}""");
        await Tell("PrinterStateChanged", """{"state_id":"PRINTING","state_string":"Printing"}""");
        await watching.SeesAsync("Printing (Printing)  cube.gcode 0 /");
        await sender.SendAsync("octoPrint/progress/printing", """{"location":"local","path":"a/cube.gcode","progress":51}""", retain: true);
        await watching.SeesAsync("Printing (Printing)  cube.gcode 0.51 /");
        await Tell("PrinterStateChanged", """{"state_id":"PAUSING","state_string":"Pausing"}""");
        await watching.SeesAsync("Pausing (Pausing)  cube.gcode 0.51 /");
        await Tell("PrintPaused", """{"name":"cube.gcode"}""");
        await watching.SeesAsync("Paused (PrintPaused)  cube.gcode 0.51 /");
        await Tell("PrintResumed", "{}");
        await watching.SeesAsync("Printing (PrintResumed)  cube.gcode 0.51 /");
        await Tell("PrintDone", """{"time":12.5}""");
        await watching.SeesAsync("Idle (PrintDone) Completed");
        await Tell("PrinterStateChanged", """{"state_id":"ERROR","state_string":"Error: MAXTEMP"}""");
        await watching.SeesAsync("Attention (Error: MAXTEMP)  cube.gcode 0.51 /");
        await sender.SendAsync("octoPrint/mqtt", "disconnected", retain: true);
        await watching.SeesAsync("Offline (OctoPrint is not there)");
    }

    [Fact]
    public async Task OctoPrint_HeadwayAlone_SaysThatItPrints()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await sender.SendAsync("octoPrint/mqtt", "connected", retain: true);
        await using var agent = await AgentAsync(broker);
        await using var watching = new Watching(MqttPrinters.Open(Link("octoprint://10.0.0.8", "octoPrint"), agent.Bus, TimeProvider.System)!);
        await Eventually.Holds(() => watching.Seen.Count > 0, "listened to");
        await sender.SendAsync("octoPrint/progress/printing", """{"path":"cube.gcode","progress":0}""");
        await sender.SendAsync("octoPrint/progress/printing", """{"path":"cube.gcode","progress":7}""");
        await watching.SeesAsync("Printing (Printing)  cube.gcode 0.07 /");
        Assert.DoesNotContain(watching.Seen, status => status is { Activity: PrinterActivity.Printing, Job.Progress: 0 });
    }

    [Theory]
    [InlineData("moonraker://h", null, false)]
    [InlineData("prusalink://h", "x", false)]
    [InlineData("octoprint://h", "/", false)]
    [InlineData("MOONRAKER://h", "x", true)]
    [InlineData("bambu://h/1", null, true)]
    [InlineData("mqtt", null, true)]
    public void Open_WhatTalksMqtt(string address, string? topic, bool opened)
    {
        var bus = new MessageBus(new ListLogger<MessageBus>());
        Assert.Equal(opened, MqttPrinters.Open(Link(address, topic), bus, TimeProvider.System) is not null);
    }

    public void Dispose() => _state.Delete(recursive: true);

    private static PrinterLinkOptions Link(string address, string? topic) => new()
    {
        Address = address,
        Topic = topic,
        StateTopic = "state",
        Interval = TimeSpan.FromMilliseconds(500),
        Timeout = TimeSpan.FromMilliseconds(500),
    };

    private async Task<MessagingRig> AgentAsync(Mosquitto broker)
    {
        var agent = new MessagingRig(broker.Port, _state.FullName);
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Bus.IsConnected, "connected");
        return agent;
    }
}
