using Defects.Agent.Monitoring;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Monitoring;

public sealed class PrinterMemoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.1, true)]
    [InlineData(0.6, false)]
    public void Resume_TheSameFileIsPrintedAfterIt_IsANewPrintWhereItHasLessProgress(double progress, bool isNew)
    {
        // OctoPrint numbers no prints, and has answered before the first round after the start.
        var before = PrinterMemory.Empty with { Print = PrintTracker.Start.Observe(Printing(0.5, second: 0)).Next };

        var (once, _) = before.Resume().Print.Observe(Printing(progress, second: 60));
        var (_, began) = once.Observe(Printing(progress, second: 62));

        Assert.Equal(isNew, began);
    }

    [Fact]
    public void Restart_PrinterWasIdleWhenItWasSwitchedOff_IsNotLost()
    {
        using var printer = new WatchedPrinter(new() { Link = new() { Address = "moonraker://10.0.0.5" }, Cameras = new() { ["bed"] = new() } });
        var talk = new PrinterTalk(() => printer.Monitor);
        talk.Begin();

        // A change of filament costs the print its trust: its end changes none.
        talk.Say(PrinterActivity.Paused);
        talk.Say(PrinterActivity.Printing);
        talk.Complete();

        printer.Restart();
        for (var second = 0; second < 120; second++)
        {
            talk.Now = talk.Now.AddSeconds(1);
            printer.Monitor.OnPrinter(new PrinterReport(new PrinterStatus(PrinterActivity.Unknown, "no answer"), talk.Now, IsFresh: false, "no answer"), talk.Now);
        }

        Assert.DoesNotContain(printer.Events, told => told is PresenceEvent);
    }

    private static PrinterReport Printing(double progress, int second) => new(
        new PrinterStatus(PrinterActivity.Printing, "Printing", new PrintJob { File = "a.gcode", Progress = progress }), Start.AddSeconds(second), IsFresh: true, null);
}
