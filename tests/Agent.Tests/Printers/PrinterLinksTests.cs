using Defects.Agent.Messaging;
using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Printers.Drivers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Defects.Agent.Tests.Printers;

/// <summary>The running links against real servers, while the configuration changes under them.</summary>
public sealed class PrinterLinksTests
{
    [Fact]
    public async Task Reload_OneAddedOneChangedOneRemoved_DoesNotTouchTheOthers()
    {
        await using var left = await FakePrinter.StartAsync(new FakeMoonraker());
        await using var right = await FakePrinter.StartAsync(new FakeOctoPrint());
        var options = new LiveOptions(Options(("stays", left.Link), ("changes", left.Link), ("goes", right.Link), ("none", null)));
        using var links = new PrinterLinks(new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), TimeProvider.System), options, TimeProvider.System, NullLoggerFactory.Instance);
        await links.StartAsync(TestContext.Current.CancellationToken);
        await HeardAsync(links, "stays", "changes", "goes");
        var (stays, changes) = (links.Find("stays"), links.Find("changes"));

        options.Replace(Options(("stays", left.Link), ("changes", left.Link with { Timeout = TimeSpan.FromSeconds(29) }), ("comes", left.Link), ("none", null)));
        await HeardAsync(links, "stays", "changes", "comes");

        Assert.Same(stays, links.Find("stays"));
        Assert.NotSame(changes, links.Find("changes"));
        Assert.Null(links.Find("goes"));
        Assert.Null(links.Find("none"));
        var asked = right.Requests.Count;
        await HeardAsync(links, "stays", "comes");
        Assert.InRange(right.Requests.Count, asked, asked + 2);
        await links.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Printer_TurnedOff_IsNotAsked()
    {
        await using var printer = await FakePrinter.StartAsync(new FakePrusaLink());
        var on = Options(("ender", printer.Link));
        var options = new LiveOptions(on);
        using var links = new PrinterLinks(new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), TimeProvider.System), options, TimeProvider.System, NullLoggerFactory.Instance);
        await links.StartAsync(TestContext.Current.CancellationToken);
        await HeardAsync(links, "ender");

        options.Replace(on with { Printers = new() { ["ender"] = on.Printers["ender"] with { Enabled = false } } });

        Assert.Null(links.Find("ender"));
        var error = await Assert.ThrowsAsync<PrinterException>(() => links.PauseAsync("ender", TestContext.Current.CancellationToken));
        Assert.Equal("printer ender has no link to pause it by", error.Message);
        await links.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Pause_OfOnePrinter_IsNotAskedOfAnother()
    {
        await using var left = await FakePrinter.StartAsync(new FakeMoonraker());
        await using var right = await FakePrinter.StartAsync(new FakeMoonraker());
        left.Begin("a");
        right.Begin("b");
        using var links = new PrinterLinks(
            new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), TimeProvider.System), new LiveOptions(Options(("left", left.Link), ("right", right.Link))), TimeProvider.System, NullLoggerFactory.Instance);

        await links.PauseAsync("right", TestContext.Current.CancellationToken);

        Assert.Empty(left.Commands);
        Assert.Equal(["POST /printer/print/pause"], right.Commands);
    }

    private static Task HeardAsync(PrinterLinks links, params string[] printers) => Eventually.Holds(
        () => printers.All(printer => links.Find(printer)?.Read() is { IsFresh: true }), "all printers are heard");

    private static AgentOptions Options(params (string Printer, PrinterLinkOptions? Link)[] printers) =>
        new() { Node = "box", Printers = printers.ToDictionary(item => item.Printer, item => new PrinterOptions { Link = item.Link }) };
}
