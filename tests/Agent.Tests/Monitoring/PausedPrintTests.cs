using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.HardCases;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Printers.Drivers;
using Defects.Shared.HardCases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>From scores to a paused print, with a printer's host as a real server; only the rounds' clock is the test's.</summary>
public sealed class PausedPrintTests : INewsSink, IPrinterMemories, IFrameRequests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly List<PrinterEvent> _told = [];
    private readonly List<HardCaseReason> _asked = [];
    private int _second;

    [Fact]
    public async Task Armed_SpaghettiInThePrint_IsAnnouncedPausedOnceAndBelievedWhenThePrinterSaysSo()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint { Habit = FakePrinter.PauseHabit.Slowly });
        await RunAsync(printer, isArmed: true, async monitors =>
        {
            printer.Begin("benchy.gcode");
            await RoundsUntil(printer, () => ActivityOf(monitors) == PrinterActivity.Preparing, "heating");
            See(monitors, 0.95f, seconds: 60);
            Assert.Empty(_told);

            printer.Lay(0.3);
            await RoundsUntil(printer, () => ActivityOf(monitors) == PrinterActivity.Printing, "printing");
            See(monitors, 0.95f, seconds: 60);
            await RoundsUntil(printer, () => Kinds().Contains(ActionKind.Pausing), "asked");
            await RoundsUntil(printer, () => printer.Now == FakePrinter.Stage.Pausing, "taken");
            Assert.DoesNotContain(ActionKind.Paused, Kinds());
            printer.Hold();
            await RoundsUntil(printer, () => Kinds().Contains(ActionKind.Paused), "believed");
        });

        Assert.Equal([ActionKind.Announced, ActionKind.Pausing, ActionKind.Paused], Kinds());
        Assert.Contains("\"action\":\"pause\"", Assert.Single(printer.Commands));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task NotArmed_ThePrinterIsNeverTouched()
    {
        await using var printer = await FakePrinter.StartAsync(new FakePrusaLink());
        await RunAsync(printer, isArmed: false, async monitors =>
        {
            await PrintSpaghetti(printer, monitors);
            await RoundsUntil(printer, () => Kinds().Contains(ActionKind.DryRun), "dry run");
        });

        Assert.Empty(printer.Commands);
    }

    [Fact]
    public async Task PrinterThatTakesItAndDoesNot_IsAskedThreeTimesAndAPersonIsCalled()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeMoonraker { Habit = FakePrinter.PauseHabit.Never });
        await RunAsync(printer, isArmed: true, async monitors =>
        {
            await PrintSpaghetti(printer, monitors);
            await RoundsUntil(printer, () => Kinds().Contains(ActionKind.Failed), "given up");
        });

        Assert.Equal(3, printer.Commands.Count(command => command.Contains("pause", StringComparison.Ordinal)));
        Assert.DoesNotContain(printer.Commands, command => command.Contains("emergency", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SomebodyPausesByHand_TheFrameIsKeptAndNothingIsAsked()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint());
        await RunAsync(printer, isArmed: true, async monitors =>
        {
            printer.Begin("benchy.gcode");
            printer.Lay(0.3);
            await RoundsUntil(printer, () => ActivityOf(monitors) == PrinterActivity.Printing, "printing");
            printer.Hold();
            await RoundsUntil(printer, () => _asked.Count > 0, "the frame is asked for");
        });

        Assert.Equal([HardCaseReason.HumanPause], _asked);
        Assert.Empty(printer.Commands);
    }

    [Fact]
    public async Task SpaghettiThatPassesBy_PausesNothing()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint());
        await RunAsync(printer, isArmed: true, async monitors =>
        {
            await PrintSpaghetti(printer, monitors);
            await RoundsUntil(printer, () => Kinds().Contains(ActionKind.Announced), "announced");
            See(monitors, 0, seconds: 30);
            _time.SetUtcNow(Start.AddSeconds(_second));
            var countdownIsOver = _time.GetUtcNow() + TimeSpan.FromSeconds(10);
            await RoundsUntil(printer, () => _time.GetUtcNow() > countdownIsOver, "the countdown is over");
            See(monitors, 0, seconds: 60);
            await RoundsUntil(printer, () => Kinds().Contains(ActionKind.Cancelled), "cancelled");
        });

        Assert.Equal([ActionKind.Announced, ActionKind.Cancelled], Kinds());
        Assert.Empty(printer.Commands);
    }

    [Fact]
    public async Task NextPrint_EndsTheAlertOfTheOneBefore()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint());
        await RunAsync(printer, isArmed: false, async monitors =>
        {
            await PrintSpaghetti(printer, monitors);
            printer.Complete();
            await RoundsUntil(printer, () => ActivityOf(monitors) == PrinterActivity.Idle, "idle");
            Assert.DoesNotContain(Alerts(), told => told.Stage == AlertStage.End);
            printer.Begin("vase.gcode");
            await RoundsUntil(printer, () => Alerts().Any(told => told.Stage == AlertStage.End), "re-armed");
        });

        Assert.Equal(EndReason.NewPrint, Alerts()[^1].Reason);
    }

    [Fact]
    public async Task LinkTakenOutWhileThePrinterIsIdle_IsWatchedAgainAndNotLost()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint());
        LiveOptions? options = null;
        await RunAsync(printer, isArmed: false, async monitors =>
        {
            await RoundsUntil(printer, () => ActivityOf(monitors) == PrinterActivity.Idle, "idle");
            var ender = options!.Value.Printers["ender"];
            options.Replace(options.Value with { Printers = new() { ["ender"] = ender with { Link = null } } });
            Assert.Equal(PrinterActivity.Unknown, ActivityOf(monitors));
            _time.Advance(TimeSpan.FromMinutes(5));
            See(monitors, 0.95f, seconds: 60);
            Assert.Equal(AlertStage.Begin, Alerts()[0].Stage);
            Assert.Equal(PrinterActivity.Unknown, ActivityOf(monitors));
        }, made => options = made);

        Assert.DoesNotContain(_told, told => told is PresenceEvent);
    }

    Task INewsSink.Take(PrinterNews news)
    {
        lock (_told)
        {
            _told.AddRange(news.Events);
        }

        return Task.CompletedTask;
    }

    IReadOnlyList<string> IPrinterMemories.Printers => [];

    PrinterMemory IPrinterMemories.Read(string printer) => PrinterMemory.Empty;

    void IFrameRequests.Ask(string printer, HardCaseReason reason, DateTimeOffset now) => _asked.Add(reason);

    private async Task PrintSpaghetti(FakePrinter printer, PrinterMonitors monitors)
    {
        printer.Begin("benchy.gcode");
        printer.Lay(0.3);
        await RoundsUntil(printer, () => ActivityOf(monitors) == PrinterActivity.Printing, "printing");
        See(monitors, 0.95f, seconds: 60);
    }

    private async Task RunAsync(FakePrinter printer, bool isArmed, Func<PrinterMonitors, Task> play, Action<LiveOptions>? made = null)
    {
        var options = new LiveOptions(new AgentOptions
        {
            Printers = new()
            {
                ["ender"] = new()
                {
                    Armed = isArmed,
                    Link = printer.Link,
                    Cameras = new() { ["bed"] = new() },
                    Alerts = new() { ["spaghetti"] = new() { Countdown = TimeSpan.FromSeconds(5) } },
                },
            },
        });
        made?.Invoke(options);
        var monitors = new PrinterMonitors(options, this, this, at => Ulid.NewUlid(at));
        using var links = new PrinterLinks(
            new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), TimeProvider.System), options, TimeProvider.System, NullLoggerFactory.Instance);
        using var rounds = new PrinterRounds(monitors, links, this, _time, NullLogger<PrinterRounds>.Instance);
        await links.StartAsync(TestContext.Current.CancellationToken);
        await rounds.StartAsync(TestContext.Current.CancellationToken);
        await play(monitors);
        await rounds.StopAsync(CancellationToken.None);
        await links.StopAsync(CancellationToken.None);
    }

    // A second goes by each time that the printer was asked anew, however slow the machine is.
    private Task RoundsUntil(FakePrinter printer, Func<bool> condition, string what)
    {
        var heard = printer.Requests.Count;
        return Eventually.Holds(
            () =>
            {
                if (printer.Requests.Count >= heard + 4)
                {
                    heard = printer.Requests.Count;
                    _time.Advance(TimeSpan.FromSeconds(1));
                }

                return condition();
            },
            what);
    }

    private static PrinterActivity ActivityOf(PrinterMonitors monitors) => monitors.Find("ender")!.Read().Report.Status.Activity;

    private List<ActionKind> Kinds()
    {
        lock (_told)
        {
            return [.. _told.OfType<ActionEvent>().Select(told => told.Kind)];
        }
    }

    private List<AlertEvent> Alerts()
    {
        lock (_told)
        {
            return [.. _told.OfType<AlertEvent>()];
        }
    }

    private void See(PrinterMonitors monitors, float spaghetti, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            SpaghettiFrame.Show(monitors.OnScored, spaghetti, Start.AddSeconds(++_second));
        }
    }
}
