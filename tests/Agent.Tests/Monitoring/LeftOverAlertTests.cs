using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>An alert that is still open when its print, its camera or the wish to be told of it is gone.</summary>
public sealed class LeftOverAlertTests : IDisposable
{
    private static readonly PrinterOptions Options = new()
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "moonraker://10.0.0.5" },
        Cameras = new() { ["bed"] = new() },
    };

    private readonly WatchedPrinter _printer = new(Options);
    private readonly PrinterTalk _talk;

    public LeftOverAlertTests() => _talk = new PrinterTalk(() => _printer.Monitor);

    private List<ActionKind> Acted => [.. _printer.Events.OfType<ActionEvent>().Select(told => told.Kind)];

    public void Dispose() => _printer.Dispose();

    [Fact]
    public async Task SnoozedUntilAfterThePrint_PrinterIsSwitchedOff_IsNotActedOn()
    {
        await SnoozeInTheCountdown();
        _talk.Complete();
        for (var second = 0; second < 2400; second++)
        {
            _talk.Say(PrinterActivity.Offline);
            await Step();
        }

        Assert.Equal([ActionKind.Announced, ActionKind.Cancelled], Acted);
    }

    [Fact]
    public async Task SnoozedUntilAfterThePrint_NextPrintBegins_IsNotActedOn()
    {
        await SnoozeInTheCountdown();
        _talk.Complete();
        _talk.Now += TimeSpan.FromHours(8);

        // One report alone is not yet another print, and the next one may be a minute away.
        _talk.Say(PrinterActivity.Printing);
        for (var second = 0; second < 90; second++)
        {
            await Step();
        }

        _talk.Say(PrinterActivity.Printing);
        await Step();

        Assert.Equal([ActionKind.Announced, ActionKind.Cancelled], Acted);
        Assert.Equal(EndReason.NewPrint, _printer.Events.OfType<AlertEvent>().Last().Reason);
    }

    [Theory]
    [InlineData(nameof(PrinterActivity.Unknown))]
    [InlineData(nameof(PrinterActivity.Attention))]
    public async Task BegunAfterThePrintBefore_ThePrinterDoesNotSayThatItPrints_IsActedOn(string activity)
    {
        _talk.Begin();
        _talk.Complete();
        for (var second = 0; second < 60; second++)
        {
            _talk.Say(Enum.Parse<PrinterActivity>(activity));
            _printer.Score(0.95f, _talk.Now);
        }

        await Step();

        Assert.Equal([ActionKind.Announced], Acted);
    }

    [Fact]
    public void CameraRenamedBeforeARestart_AnotherEndsIt()
    {
        Alert();

        _printer.Restart(Options with { Cameras = new() { ["top"] = new() } });
        for (var second = 0; second < 120; second++)
        {
            _talk.Say(PrinterActivity.Printing);
            _printer.Score(0.01f, _talk.Now, camera: "top");
        }

        Assert.Equal(EndReason.Cleared, _printer.Events.OfType<AlertEvent>().Last().Reason);
    }

    [Fact]
    public async Task TurnedOffInTheConfigurationBeforeARestart_IsEndedAndNotActedOn()
    {
        Alert();

        _printer.Restart(Options with { Enabled = false });
        for (var second = 0; second < 120; second++)
        {
            await Step();
        }

        Assert.Equal(EndReason.Off, _printer.Events.OfType<AlertEvent>().Last().Reason);
        Assert.Empty(Acted);
    }

    [Fact]
    public async Task OnlyToBeToldByTheConfigurationOfNow_IsNotActedOnWithoutAFrame()
    {
        Alert();
        await Step();
        _printer.Monitor.Do(new OperatorCommand.Acknowledge(null, null), _talk.Now);

        _printer.Monitor.Follow(Options with { Alerts = new() { ["spaghetti"] = new() { Action = AlertRuleOptions.Notify } } }, new AgentOptions());
        for (var second = 0; second < 120; second++)
        {
            await Step();
        }

        Assert.Equal([ActionKind.Announced, ActionKind.Cancelled], Acted);
    }

    [Fact]
    public async Task ItsClassIsTurnedOff_PausesNothingBeforeTheNextFrame()
    {
        Alert();
        await Step();

        _printer.Monitor.Follow(Options with { Alerts = new() { ["spaghetti"] = new() { Enabled = false } } }, new AgentOptions());
        for (var second = 0; second < 120; second++)
        {
            await Step();
        }

        Assert.Equal([ActionKind.Announced, ActionKind.Cancelled], Acted);
    }

    [Fact]
    public void ItsClassIsTurnedOffInTheConfiguration_EndsWithTheNextFrame()
    {
        Alert();

        _printer.Monitor.Follow(Options with { Alerts = new() { ["spaghetti"] = new() { Enabled = false } } }, new AgentOptions());
        _printer.Score(0.95f, _talk.Now.AddSeconds(1));

        Assert.Equal(EndReason.ClassGone, _printer.Events.OfType<AlertEvent>().Last().Reason);
    }

    private async Task SnoozeInTheCountdown()
    {
        Alert();
        await Step();
        _printer.Monitor.Do(new OperatorCommand.Snooze(null, TimeSpan.FromMinutes(30), null), _talk.Now);
        await Step();
    }

    private void Alert()
    {
        _talk.Begin();
        for (var second = 0; second < 60; second++)
        {
            _talk.Say(PrinterActivity.Printing);
            _printer.Score(0.95f, _talk.Now);
        }
    }

    private Task<bool> Step()
    {
        _talk.Now = _talk.Now.AddSeconds(1);
        return _printer.Monitor.StepAsync(TimeSpan.FromSeconds(1), _talk.Now);
    }
}
