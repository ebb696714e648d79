using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Tests.Printers.Drivers;

public sealed class MoonrakerPrinterTests : IAsyncLifetime
{
    private readonly FakeMoonraker _printer = new();

    public async ValueTask InitializeAsync() => await _printer.TurnOnAsync();

    public ValueTask DisposeAsync()
    {
        Assert.DoesNotContain(_printer.Requests, request => request.Contains("emergency", StringComparison.OrdinalIgnoreCase));
        return _printer.DisposeAsync();
    }

    [Fact]
    public async Task Watch_WholePrint_TellsEachPhaseWithItsJob()
    {
        await using var looks = new Looks(Driver());
        Assert.Equal(new PrinterStatus(PrinterActivity.Idle, "standby"), await looks.NextAsync());

        _printer.Begin("parts/Clip v2.gcode");
        var job = new PrintJob { Id = "000001", File = "Clip v2.gcode", Progress = 0, Layers = 50, Material = "PETG" };
        Assert.Equal(new PrinterStatus(PrinterActivity.Preparing, "printing", job), await looks.NextAsync());

        _printer.Lay(0.5);
        Assert.Equal(new PrinterStatus(PrinterActivity.Printing, "printing", job with { Progress = 0.5, Layer = 25 }), await looks.NextAsync());

        _printer.Hold();
        Assert.Equal(PrinterActivity.Paused, await looks.ActivityAsync());
        _printer.Lay(0.6);
        Assert.Equal("000001", (await looks.NextAsync()).Job!.Id);

        // The name and the figures stay in print_stats; they are of no print that runs.
        _printer.Complete();
        Assert.Equal(new PrinterStatus(PrinterActivity.Idle, "complete", null, PrintOutcome.Completed), await looks.NextAsync());

        _printer.Begin("parts/Clip v2.gcode");
        Assert.Equal("000002", (await looks.NextAsync()).Job!.Id);
        Assert.Equal(2, _printer.Requests.Count(request => request == "GET /server/files/metadata?filename=parts%2FClip%20v2.gcode"));
    }

    [Fact]
    public async Task Watch_SameFileAgainBetweenTwoLooks_IsAnotherJob()
    {
        await using var looks = new Looks(Driver());
        _printer.Begin("a.gcode");
        _printer.Lay(0.9);
        Assert.Equal("000001", (await looks.NextAsync()).Job!.Id);

        _printer.Complete();
        _printer.Begin("a.gcode");
        _printer.Lay(0.1);

        Assert.Equal("000002", (await looks.NextAsync()).Job!.Id);
    }

    [Fact]
    public async Task Watch_NoHistory_TellsThePrintAndAsksNotForEver()
    {
        _printer.HasHistory = false;
        _printer.Begin("a.gcode");
        await using var looks = new Looks(Driver());
        for (var look = 1; look <= 6; look++)
        {
            _printer.Lay(0.1 * look);
            Assert.Equal((PrinterActivity.Printing, null, null), await looks.NextAsync() is var status ? (status.Activity, status.Job!.Id, status.Job.Material) : default);
        }

        Assert.Equal(3, _printer.Requests.Count(request => request.StartsWith("GET /server/history", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, nameof(PrinterActivity.Offline), "Klippy Host not connected")]
    [InlineData("startup", nameof(PrinterActivity.Offline), "Klipper: startup (Printer is startup)")]
    [InlineData("shutdown", nameof(PrinterActivity.Attention), "Klipper: shutdown (Printer is shutdown)")]
    [InlineData("error", nameof(PrinterActivity.Attention), "Klipper: error (Printer is error)")]
    public async Task Watch_KlipperNotReady_SaysSoWhateverThePrintStatsSay(string? klipper, string activity, string says)
    {
        _printer.Begin("a.gcode");
        _printer.Lay(0.5);
        _printer.Klipper = klipper;
        await using var looks = new Looks(Driver());

        Assert.Equal(new PrinterStatus(Enum.Parse<PrinterActivity>(activity), says), await looks.NextAsync());
    }

    [Fact]
    public async Task Pause_OfAPrint_IsAskedForOnce()
    {
        _printer.Begin("a.gcode");
        _printer.Lay(0.5);

        await Driver().PauseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["POST /printer/print/pause"], _printer.Commands);
        Assert.Equal(FakePrinter.Stage.Paused, _printer.Now);
    }

    [Fact]
    public async Task Pause_OfAPausedPrint_LeavesItPausedWithoutRunningItsMacroAgain()
    {
        _printer.Begin("a.gcode");
        _printer.Hold();

        await Driver().PauseAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_printer.Commands);
        Assert.Equal(FakePrinter.Stage.Paused, _printer.Now);
    }

    [Theory]
    [InlineData("ready", "there is no active job to pause: complete")]
    [InlineData("shutdown", "there is no active job to pause: Klipper: shutdown (Printer is shutdown)")]
    [InlineData(null, "there is no active job to pause: Klippy Host not connected")]
    public async Task Pause_WithoutAPrint_IsRefusedAndNotAskedFor(string? klipper, string expected)
    {
        _printer.Begin("a.gcode");
        _printer.Complete();
        _printer.Klipper = klipper;

        var error = await Assert.ThrowsAsync<PrinterException>(() => Driver().PauseAsync(TestContext.Current.CancellationToken));

        Assert.Equal(expected, error.Message);
        Assert.Empty(_printer.Commands);
    }

    [Fact]
    public async Task Pause_ThatTakesLongerThanAnAnswerMay_IsTaken()
    {
        _printer.Begin("a.gcode");
        _printer.Lay(0.5);
        _printer.Habit = FakePrinter.PauseHabit.Slowly;
        var driver = new MoonrakerPrinter(_printer.Link with { Timeout = TimeSpan.FromMilliseconds(500) }, TimeProvider.System);

        await driver.PauseAsync(TestContext.Current.CancellationToken);

        await using var looks = new Looks(Driver());
        Assert.Equal(PrinterActivity.Printing, await looks.ActivityAsync());
        _printer.Hold();
        Assert.Equal(PrinterActivity.Paused, await looks.ActivityAsync());
    }

    private MoonrakerPrinter Driver() => new(_printer.Link, TimeProvider.System);
}
