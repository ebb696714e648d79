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

    private static PrinterReport Printing(double progress, int second) => new(
        new PrinterStatus(PrinterActivity.Printing, "Printing", new PrintJob { File = "a.gcode", Progress = progress }), Start.AddSeconds(second), IsFresh: true, null);
}
