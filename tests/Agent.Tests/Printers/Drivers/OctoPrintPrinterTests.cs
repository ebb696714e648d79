using System.Net;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Tests.Printers.Drivers;

public sealed class OctoPrintPrinterTests : IAsyncLifetime
{
    private readonly FakeOctoPrint _printer = new();

    public async ValueTask InitializeAsync() => await _printer.TurnOnAsync();

    public ValueTask DisposeAsync() => _printer.DisposeAsync();

    [Fact]
    public async Task Watch_WholePrint_TellsEachPhaseWithItsJob()
    {
        await using var looks = new Looks(Driver());
        Assert.Equal(new PrinterStatus(PrinterActivity.Idle, "Operational"), await looks.NextAsync());

        // OctoPrint calls it printing while the first line of the file waits for the nozzle.
        _printer.Begin("clip.gcode");
        var job = new PrintJob { File = "clip.gcode", Progress = 0 };
        Assert.Equal(new PrinterStatus(PrinterActivity.Preparing, "Printing", job), await looks.NextAsync());

        _printer.Lay(0.25);
        Assert.Equal(new PrinterStatus(PrinterActivity.Printing, "Printing", job with { Progress = 0.25 }), await looks.NextAsync());
        _printer.Hold();
        Assert.Equal(new PrinterStatus(PrinterActivity.Paused, "Paused", job with { Progress = 0.25 }), await looks.NextAsync());

        // The file stays chosen after its end.
        _printer.Complete();
        Assert.Equal(new PrinterStatus(PrinterActivity.Idle, "Operational", null, PrintOutcome.Completed), await looks.NextAsync());
    }

    [Theory]
    [InlineData("Offline", nameof(PrinterActivity.Offline))]
    [InlineData("Offline after error", nameof(PrinterActivity.Offline))]
    [InlineData("Opening serial connection", nameof(PrinterActivity.Offline))]
    [InlineData("Error: Heating failed, system stopped!", nameof(PrinterActivity.Attention))]
    public async Task Watch_PrinterNotConnected_IsOfflineUnlessItHalted(string state, string activity)
    {
        (_printer.IsConnected, _printer.State) = (false, state);
        await using var looks = new Looks(Driver());

        Assert.Equal(new PrinterStatus(Enum.Parse<PrinterActivity>(activity), state), await looks.NextAsync());
    }

    [Theory]
    [InlineData("Operational", nameof(PrinterActivity.Idle))]
    [InlineData("Cancelling", nameof(PrinterActivity.Idle))]
    [InlineData("Starting", nameof(PrinterActivity.Preparing))]
    [InlineData("Printing from SD", nameof(PrinterActivity.Printing))]
    [InlineData("Resuming", nameof(PrinterActivity.Printing))]
    [InlineData("Finishing", nameof(PrinterActivity.Printing))]
    [InlineData("Pausing", nameof(PrinterActivity.Pausing))]
    [InlineData("Error", nameof(PrinterActivity.Attention))]
    [InlineData("Transferring file to SD", nameof(PrinterActivity.Unknown))]
    public void Parse_StateText_MeansAnActivity(string state, string activity) =>
        Assert.Equal(activity, $"{Parse("{}", $$$$"""{"state":{"text":"{{{{state}}}}","flags":{"operational":true,"ready":false}}}""").Activity}");

    [Theory]
    [InlineData("error", nameof(PrinterActivity.Attention))]
    [InlineData("closedOrError", nameof(PrinterActivity.Offline))]
    [InlineData("cancelling", nameof(PrinterActivity.Idle))]
    [InlineData("pausing", nameof(PrinterActivity.Pausing))]
    [InlineData("paused", nameof(PrinterActivity.Paused))]
    [InlineData("printing", nameof(PrinterActivity.Printing))]
    [InlineData("resuming", nameof(PrinterActivity.Printing))]
    [InlineData("finishing", nameof(PrinterActivity.Printing))]
    [InlineData("ready", nameof(PrinterActivity.Idle))]
    [InlineData("sdReady", nameof(PrinterActivity.Unknown))]
    public void Parse_TextOfNoKnownState_GoesByTheFlags(string flag, string activity) =>
        Assert.Equal(activity, $"{Parse("{}", $$$$"""{"state":{"text":"Druckt","flags":{"operational":true,"{{{{flag}}}}":true}}}""").Activity}");

    [Theory]
    [InlineData("""{"tool0":{"actual":204,"target":215}}""", 0.5, nameof(PrinterActivity.Preparing))]
    [InlineData("""{"tool0":{"actual":206,"target":215}}""", 0.5, nameof(PrinterActivity.Printing))]
    [InlineData("""{"tool0":{"actual":22,"target":0}}""", 0, nameof(PrinterActivity.Preparing))]
    [InlineData("""{"tool0":{"actual":22,"target":0},"tool1":{"actual":214,"target":215}}""", 0, nameof(PrinterActivity.Printing))]
    [InlineData("""{"bed":{"actual":22,"target":60}}""", 0, nameof(PrinterActivity.Printing))]
    [InlineData("""{"tool0":{"actual":"hot"}}""", 0, nameof(PrinterActivity.Printing))]
    [InlineData("""{"tool0":{"actual":100,"target":215}}""", 1.5, nameof(PrinterActivity.Printing))]
    public void Parse_NozzleNotHotAtTheBeginning_IsPreparing(string temperature, double completion, string activity)
    {
        var job = FormattableString.Invariant($$"""{"state":"Printing","progress":{"completion":{{completion}} } }""");

        Assert.Equal(activity, $"{Parse(job, $$$"""{"temperature":{{{temperature}}},"state":{"text":"Printing"}}""").Activity}");
    }

    [Theory]
    [InlineData(nameof(FakePrinter.PauseHabit.AtOnce), nameof(PrinterActivity.Paused))]
    [InlineData(nameof(FakePrinter.PauseHabit.Slowly), nameof(PrinterActivity.Pausing))]
    [InlineData(nameof(FakePrinter.PauseHabit.Never), nameof(PrinterActivity.Printing))]
    public async Task Pause_OfAPrint_IsTakenAndSeenFromWatchingAlone(string habit, string seen)
    {
        _printer.Begin("a.gcode");
        _printer.Lay(0.5);
        _printer.Habit = Enum.Parse<FakePrinter.PauseHabit>(habit);

        await Driver().PauseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["""POST /api/job {"command":"pause","action":"pause"}"""], _printer.Commands);
        await using var looks = new Looks(Driver());
        Assert.Equal(seen, $"{await looks.ActivityAsync()}");
    }

    [Theory]
    [InlineData("Operational", "ready", 100.0, nameof(PrintOutcome.Completed))]
    [InlineData("Operational", "ready", 99.9, null)]
    [InlineData("Operational", "ready", null, null)]
    [InlineData("Cancelling", "cancelling", 100.0, nameof(PrintOutcome.Stopped))]
    [InlineData("Bricht ab", "cancelling", 100.0, nameof(PrintOutcome.Stopped))]
    [InlineData("Finishing", "finishing", 100.0, null)]
    public void Parse_ProgressOfAnIdlePrinter_SaysHowThePrintEnded(string state, string flag, double? completion, string? outcome)
    {
        var job = FormattableString.Invariant($$"""{"progress":{"completion":{{(completion is { } percent ? percent : "null")}} } }""");

        var status = Parse(job, $$$$"""{"state":{"text":"{{{{state}}}}","flags":{"operational":true,"{{{{flag}}}}":true}}}""");

        Assert.Equal(outcome, status.Outcome?.ToString());
    }

    [Fact]
    public async Task Pause_OfAPausedPrint_LeavesItPaused()
    {
        _printer.Begin("a.gcode");
        _printer.Hold();

        await Driver().PauseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FakePrinter.Stage.Paused, _printer.Now);
    }

    [Fact]
    public async Task Pause_WithoutAPrint_IsRefused()
    {
        var error = await Assert.ThrowsAsync<PrinterException>(() => Driver().PauseAsync(TestContext.Current.CancellationToken));

        Assert.Equal("there is no active job to pause (OctoPrint answered 409)", error.Message);
    }

    private static PrinterStatus Parse(string job, string printer) =>
        OctoPrintStatus.Parse(new HostAnswer(HttpStatusCode.OK, job), new HostAnswer(HttpStatusCode.OK, printer));

    private OctoPrintPrinter Driver() => new(_printer.Link, TimeProvider.System);
}
