using System.Net;
using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Tests.Printers.Drivers;

public sealed class PrusaLinkPrinterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Watch_WholePrintBehindDigest_TellsEachPhaseWithItsJob(bool hasQop)
    {
        await using var printer = await FakePrinter.StartAsync(new FakePrusaLink { Secret = "hunter2", HasQop = hasQop });
        await using var looks = new Looks(Driver(printer));
        Assert.Equal(new PrinterStatus(PrinterActivity.Idle, "IDLE"), await looks.NextAsync());

        printer.Begin("Clip.bgcode");
        var job = new PrintJob { Id = "101", File = "Clip.bgcode", Progress = 0, Material = "PLA" };
        Assert.Equal(new PrinterStatus(PrinterActivity.Preparing, "PRINTING", job), await looks.NextAsync());
        printer.Lay(0.5);
        Assert.Equal(new PrinterStatus(PrinterActivity.Printing, "PRINTING", job with { Progress = 0.5 }), await looks.NextAsync());
        printer.Hold();
        Assert.Equal(PrinterActivity.Paused, await looks.ActivityAsync());

        // The job of a finished print is there still; it is none that runs.
        printer.Complete();
        Assert.Equal(new PrinterStatus(PrinterActivity.Idle, "FINISHED", null, PrintOutcome.Completed), await looks.NextAsync());
        printer.Begin("Clip.bgcode");
        Assert.Equal("102", (await looks.NextAsync()).Job!.Id);
        Assert.Equal(2, printer.Requests.Count(request => request == "GET /api/v1/job"));
    }

    [Fact]
    public async Task Watch_WrongPassword_SaysWhatToDoWithoutIt()
    {
        await using var printer = await FakePrinter.StartAsync(new FakePrusaLink { Secret = "other" });
        await using var looks = new Looks(Driver(printer));

        var error = await Assert.ThrowsAsync<PrinterException>(looks.NextAsync);

        Assert.EndsWith("refuses to answer (401): put the user and the password that the printer shows, as user:password, into the credentials file", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{error}", StringComparison.Ordinal);
        Assert.False(error.IsGone);
    }

    [Theory]
    [InlineData("READY", "", nameof(PrinterActivity.Idle))]
    [InlineData("STOPPED", """{"id":3,"progress":41.0}""", nameof(PrinterActivity.Idle))]
    [InlineData("BUSY", """{"id":3,"progress":0.0}""", nameof(PrinterActivity.Preparing))]
    [InlineData("BUSY", """{"id":3,"progress":41.0}""", nameof(PrinterActivity.Unknown))]
    [InlineData("BUSY", "", nameof(PrinterActivity.Unknown))]
    [InlineData("ATTENTION", """{"id":3,"progress":41.0}""", nameof(PrinterActivity.Attention))]
    [InlineData("ATTENTION", "", nameof(PrinterActivity.Attention))]
    [InlineData("ERROR", "", nameof(PrinterActivity.Attention))]
    [InlineData("PRINTING", """{"id":3,"progress":0.0}""", nameof(PrinterActivity.Printing))]
    [InlineData("DREAMING", "", nameof(PrinterActivity.Unknown))]
    [InlineData("", "", nameof(PrinterActivity.Unknown))]
    public void Parse_State_MeansAnActivity(string state, string job, string activity)
    {
        var text = $$$"""{"job":{{{(job.Length > 0 ? job : "null")}}},"printer":{"state":"{{{state}}}"}}""";

        var status = PrusaLinkStatus.Parse(new HostAnswer(HttpStatusCode.OK, text));

        Assert.Equal((activity, state.Length > 0 ? state : "no state"), ($"{status.Activity}", status.Says));
        Assert.Equal(job.Length > 0 && activity != nameof(PrinterActivity.Idle) ? "3" : null, status.Job?.Id);
    }

    [Theory]
    [InlineData("IDLE", null)]
    [InlineData("READY", null)]
    [InlineData("FINISHED", nameof(PrintOutcome.Completed))]
    [InlineData("STOPPED", nameof(PrintOutcome.Stopped))]
    [InlineData("PRINTING", null)]
    public void Parse_State_SaysHowThePrintEnded(string state, string? outcome) =>
        Assert.Equal(outcome, PrusaLinkStatus.Parse(new HostAnswer(HttpStatusCode.OK, $$$"""{"printer":{"state":"{{{state}}}"}}""")).Outcome?.ToString());

    [Fact]
    public async Task Pause_OfAPrint_IsOfTheJobThatRuns()
    {
        await using var printer = await FakePrinter.StartAsync(new FakePrusaLink { Secret = "hunter2" });
        printer.Begin("first");
        printer.Begin("second");
        printer.Lay(0.5);

        await Driver(printer).PauseAsync(TestContext.Current.CancellationToken);
        await Driver(printer).PauseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["PUT /api/v1/job/102/pause"], printer.Commands);
        Assert.Equal(FakePrinter.Stage.Paused, printer.Now);
    }

    [Fact]
    public async Task Pause_WithoutAPrint_IsRefused()
    {
        await using var printer = await FakePrinter.StartAsync(new FakePrusaLink { Secret = "hunter2" });
        var error = await Assert.ThrowsAsync<PrinterException>(() => Driver(printer).PauseAsync(TestContext.Current.CancellationToken));
        Assert.Equal("there is no active job to pause", error.Message);

        printer.Begin("a");
        printer.Complete();
        error = await Assert.ThrowsAsync<PrinterException>(() => Driver(printer).PauseAsync(TestContext.Current.CancellationToken));
        Assert.Equal("the printer does not pause job 101 (409, Job is in a state that cannot be paused)", error.Message);
    }

    private PrusaLinkPrinter Driver(FakePrinter printer)
    {
        System.IO.File.WriteAllText(_folder.File("login"), "maker:hunter2\n");
        PrinterLinkOptions link = printer.Link with { CredentialsFile = _folder.File("login") };
        return new PrusaLinkPrinter(link, TimeProvider.System);
    }
}
