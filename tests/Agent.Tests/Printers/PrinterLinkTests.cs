using Defects.Agent.Messaging;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Printers.Drivers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Defects.Agent.Tests.Printers;

public sealed class PrinterLinkTests : IDisposable
{
    private static readonly PrinterStatus Printing = new(PrinterActivity.Printing, "printing");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero));
    private readonly RecordingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Link_OutageOfManyFailures_IsLoggedOnceAndItsEndOnce()
    {
        var refused = new PrinterException("refused") { IsGone = true };
        var printer = new ScriptedPrinter([Printing, refused], [refused], [new InvalidOperationException("a bug")], [refused], [Printing]);
        var link = Link(printer);
        var run = link.RunAsync(_stop.Token);

        await PassAsync(() => printer.Watches == 5 && link.Read().Error is null);

        Assert.Equal([LogLevel.Warning, LogLevel.Information], _log.Entries.Select(entry => entry.Level));
        Assert.StartsWith("Printer ender cannot be read: refused;", _log.Entries[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("and 4 failures", _log.Entries[1].Text, StringComparison.Ordinal);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Link_PrinterThatFallsSilent_CountsForThreeIntervalsAndAnAnswer()
    {
        var link = Link(new ScriptedPrinter([Printing]));
        var run = link.RunAsync(_stop.Token);
        await Eventually.Holds(() => link.Read().At is not null, "the printer is heard");

        // Three intervals of 2 s and a timeout of 5 s.
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(new PrinterReport(Printing, _time.Start, IsFresh: true, null), link.Read());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(PrinterActivity.Unknown, link.Read().Status.Activity);
        Assert.Equal("silent since 2026-11-26T10:00:00Z", link.Read().Status.Says);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Link_HostThatIsGone_IsOfflineAfterAWhileWithTheReason()
    {
        var link = Link(new ScriptedPrinter([Printing, new PrinterException("refused") { IsGone = true }], [new PrinterException("refused") { IsGone = true }]));
        var run = link.RunAsync(_stop.Token);
        await Eventually.Holds(() => link.Read().Error is not null, "the failure is noted");
        Assert.Equal((PrinterActivity.Printing, "refused"), (link.Read().Status.Activity, link.Read().Error));

        await PassAsync(() => !link.Read().IsFresh);

        Assert.Equal((PrinterActivity.Offline, "refused"), (link.Read().Status.Activity, link.Read().Error));
        await _stop.CancelAsync();
        await run;
    }

    [Theory]
    [InlineData("moonraker")]
    [InlineData("octoprint")]
    [InlineData("prusalink")]
    public async Task Link_WholePrintsOfAPrinter_AreFollowedThroughAnOutageInTheMiddle(string kind)
    {
        await using var printer = await FakePrinter.StartAsync<FakePrinter>(kind switch
        {
            "moonraker" => new FakeMoonraker(),
            "octoprint" => new FakeOctoPrint(),
            _ => new FakePrusaLink(),
        });
        var options = printer.Link;
        var link = new PrinterLink(
            "ender", options, new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), TimeProvider.System).Open(options), ReconnectSchedule.Default, new Random(1), TimeProvider.System, _log);
        var run = link.RunAsync(_stop.Token);
        var (tracker, began) = (PrintTracker.Start, 0);

        async Task SeeAsync(PrinterActivity activity)
        {
            // Two reports of it, as the tracker wants them; what comes between is followed as well.
            var seen = new HashSet<DateTimeOffset>();
            await Eventually.Holds(
                () =>
                {
                    var report = link.Read();
                    (tracker, var isNew) = tracker.Observe(report);
                    began += isNew ? 1 : 0;
                    return report is { IsFresh: true, At: { } at } && report.Status.Activity == activity && seen.Add(at) && seen.Count > 2;
                },
                $"the printer is {activity}");
        }

        await SeeAsync(PrinterActivity.Idle);
        printer.Begin("first.gcode");
        await SeeAsync(PrinterActivity.Preparing);
        printer.Lay(0.3);
        await SeeAsync(PrinterActivity.Printing);
        Assert.Equal((1, "first.gcode", 0.3), (began, link.Read().Status.Job!.File, link.Read().Status.Job!.Progress));

        await link.PauseAsync(TestContext.Current.CancellationToken);
        await SeeAsync(PrinterActivity.Paused);
        printer.Lay(0.4);
        await SeeAsync(PrinterActivity.Printing);

        await printer.TurnOffAsync();
        await Eventually.Holds(() => link.Read().Error is not null, "the outage is noticed");
        printer.Lay(0.5);
        await printer.TurnOnAsync();
        await SeeAsync(PrinterActivity.Printing);
        Assert.Equal(1, began);

        printer.Complete();
        await SeeAsync(PrinterActivity.Idle);
        printer.Begin("first.gcode");
        await SeeAsync(PrinterActivity.Preparing);
        Assert.Equal(2, began);
        await _stop.CancelAsync();
        await run;
        Assert.Single(printer.Commands);
    }

    private PrinterLink Link(IPrinterDriver driver) =>
        new("ender", new PrinterLinkOptions(), driver, ReconnectSchedule.Default, new Random(1), _time, _log);

    private Task PassAsync(Func<bool> until) => Eventually.Holds(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            return until();
        },
        "time has passed");
}
