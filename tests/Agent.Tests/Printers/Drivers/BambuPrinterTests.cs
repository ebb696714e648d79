using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;
using Defects.Agent.Tests.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>Over real TLS and MQTT, against a broker that does what is written of Bambu's.</summary>
public sealed class BambuPrinterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-bambu-");

    [Fact]
    public async Task WholePrint_IsFollowedFromChangesAlone()
    {
        await using var printer = await FakeBambu.StartAsync();
        await using var watching = new Watching(Driver(printer));
        await watching.SeesAsync("Idle (IDLE)");

        await printer.ChangeAsync(("gcode_state", "PREPARE"), ("subtask_name", "benchy"), ("gcode_file", "/cache/benchy.3mf"), ("task_id", "4711"), ("layer_num", 0), ("total_layer_num", 240), ("mc_percent", 0));
        await watching.SeesAsync("Preparing (PREPARE) 4711 benchy 0 /240");
        await printer.ChangeAsync(("gcode_state", "RUNNING"), ("stg_cur", 1));
        await watching.SeesAsync("Preparing (RUNNING, levelling the bed) 4711 benchy 0 /240");
        await printer.ChangeAsync(("ams", new { tray_now = "1", ams = new[] { new { id = "0", tray = new[] { new { id = "1", tray_type = "PETG" } } } } }));
        await watching.SeesAsync("Preparing (RUNNING, levelling the bed) 4711 benchy 0 /240 PETG");
        await printer.ChangeAsync(("stg_cur", 0), ("layer_num", 1), ("mc_percent", 1));
        await watching.SeesAsync("Printing (RUNNING) 4711 benchy 0.01 1/240 PETG");
        await printer.ChangeAsync(("stg_cur", 10));
        await watching.SeesAsync("Printing (RUNNING, inspecting the first layer) 4711 benchy 0.01 1/240 PETG");
        await printer.ChangeAsync(("stg_cur", 4), ("layer_num", 120), ("mc_percent", "50"));
        await watching.SeesAsync("Printing (RUNNING, changing filament) 4711 benchy 0.5 120/240 PETG");
        await printer.ChangeAsync(("gcode_state", "FINISH"), ("stg_cur", 255), ("mc_percent", 100));
        await watching.SeesAsync("Idle (FINISH) Completed");

        // Asked for everything once, and never again meanwhile.
        Assert.Equal(["pushall"], printer.Commands);
        Assert.Equal(["V311"], printer.Protocols);
    }

    [Fact]
    public async Task Pause_IsTaken_AndNotAskedForTwice()
    {
        await using var printer = await FakeBambu.StartAsync();
        var driver = Driver(printer);
        await using var watching = new Watching(driver);
        await PrintsAsync(printer, watching);
        await driver.PauseAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => watching.Activities[^1] == PrinterActivity.Paused, "paused");
        await driver.PauseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["pushall", "pause"], printer.Commands);
        Assert.Equal("PAUSE, paused by a person", watching.Seen[^1].Says);
    }

    [Theory]
    [InlineData("mqtt message verify failed", "the printer refuses the pause (mqtt message verify failed): LAN mode and, on newer firmware, Developer Mode are needed")]
    [InlineData(null, "the printer did not answer the pause within 1 s: LAN mode and, on newer firmware, Developer Mode are needed")]
    public async Task Pause_NotTaken_SaysWhatIsNeeded(string? answer, string says)
    {
        await using var printer = await FakeBambu.StartAsync();
        printer.PauseAnswer = answer;
        var driver = Driver(printer, TimeSpan.FromSeconds(1));
        await using var watching = new Watching(driver);
        await PrintsAsync(printer, watching);

        var failure = await Assert.ThrowsAsync<PrinterException>(() => driver.PauseAsync(TestContext.Current.CancellationToken));
        Assert.Equal(says, failure.Message);
        Assert.Equal(PrinterActivity.Printing, watching.Activities[^1]);
    }

    [Fact]
    public async Task Pause_NothingPrints_IsRefusedAndNotSent()
    {
        await using var printer = await FakeBambu.StartAsync();
        var driver = Driver(printer);
        await using var watching = new Watching(driver);
        await watching.SeesAsync("Idle (IDLE)");

        var failure = await Assert.ThrowsAsync<PrinterException>(() => driver.PauseAsync(TestContext.Current.CancellationToken));
        Assert.Equal("there is no active job to pause: IDLE", failure.Message);
        Assert.DoesNotContain("pause", printer.Commands);
    }

    [Fact]
    public async Task WrongCode_IsSaidInPlainWords_WithoutTheCode()
    {
        await using var printer = await FakeBambu.StartAsync();
        await using var watching = new Watching(Driver(printer, code: "87654321"));
        await watching.FailsAsync();

        Assert.StartsWith("the printer refuses the access code", watching.Failure!.Message);
        Assert.DoesNotContain("87654321", watching.Failure.ToString());
    }

    [Fact]
    public async Task WrongSerialNumber_NothingIsReported_SaysSo()
    {
        await using var printer = await FakeBambu.StartAsync();
        await using var watching = new Watching(Driver(printer, TimeSpan.FromSeconds(1), serial: "01P00A000000002"));
        await watching.FailsAsync();
        Assert.Equal("the printer reports nothing: is the serial number in its address right?", watching.Failure!.Message);
    }

    [Fact]
    public async Task NobodyThere_OrNoFile_OrNoSerialNumber_EachSaysSo()
    {
        var nobody = Assert.IsType<PrinterException>(await FailureAsync(new() { Address = $"bambu://127.0.0.1:{Mosquitto.FreePort()}/X1", CredentialsFile = CodeFile(FakeBambu.Code) }));
        var noFile = Assert.IsType<PrinterException>(await FailureAsync(new() { Address = "bambu://127.0.0.1/X1" }));
        var noSerial = Assert.IsType<PrinterException>(await FailureAsync(new() { Address = "bambu://127.0.0.1", CredentialsFile = CodeFile(FakeBambu.Code) }));

        Assert.StartsWith("no connection to the printer (Connection refused", nobody.Message);
        Assert.True(nobody.IsGone);
        Assert.StartsWith("the printer's access code is missing; put bblp:CODE into a file", noFile.Message);
        Assert.Equal("the address of a Bambu printer has its serial number: bambu://HOST/SERIAL", noSerial.Message);
    }

    [Fact]
    public async Task ConnectionBroken_IsSaid_AndTheNextOneKnowsEverythingAgain()
    {
        var printer = await FakeBambu.StartAsync();
        var driver = Driver(printer);
        await using (var first = new Watching(driver))
        {
            await PrintsAsync(printer, first);
            await printer.DisposeAsync();
            await first.FailsAsync();
        }

        await using var again = await FakeBambu.StartAsync();
        await again.ChangeAsync(("gcode_state", "FINISH"));
        await using var second = new Watching(Driver(again));
        await second.SeesAsync("Idle (FINISH) Completed");
    }

    [Fact]
    public async Task ConnectionHeld_ButNothingReportedThoughAsked_CountsNoMore()
    {
        var time = new FakeTimeProvider();
        await using var printer = await FakeBambu.StartAsync();
        await printer.ChangeAsync(("gcode_state", "FINISH"));
        await using var watching = new Watching(Driver(printer, TimeSpan.FromMinutes(1), time: time));
        await watching.SeesAsync("Idle (FINISH) Completed");

        // Answered: all is well, however little is told unasked.
        printer.Set(("gcode_state", "FAILED"));
        await AskedAgainAsync(time, printer, times: 2);
        await watching.SeesAsync("Idle (FAILED) Stopped");
        time.Advance(TimeSpan.FromMinutes(2));
        await printer.ChangeAsync(("gcode_state", "FINISH"));
        await watching.SeesAsync("Idle (FINISH) Completed");

        // Another's command and its answer are no report.
        printer.AnswersPushAll = false;
        await AskedAgainAsync(time, printer, times: 3);
        await printer.ReportAsync(new { print = new { command = "gcode_line", gcode_state = "FINISH" } });
        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return watching.Failure is not null;
            },
            "it counts no more");
        Assert.StartsWith("the printer keeps the connection and reports nothing more, though it was asked for everything; FINISH was its last word", watching.Failure!.Message);
    }

    [Fact]
    public async Task OddReports_ChangeNothing()
    {
        await using var printer = await FakeBambu.StartAsync();
        await using var watching = new Watching(Driver(printer));
        await PrintsAsync(printer, watching);
        foreach (var odd in new[] { "", "{", "[]", "null", "{\"print\":[]}", "{\"print\":{\"gcode_state\":7,\"stg_cur\":\"x\"}}", "{\"print\":{\"command\":\"gcode_line\",\"gcode_state\":\"IDLE\"}}", new string('[', 5000) })
        {
            await printer.SendAsync(odd);
        }

        await printer.ChangeAsync(("mc_percent", 12));
        await Eventually.Holds(() => watching.Seen[^1].Job?.Progress is 0.12, "the next report");
        Assert.DoesNotContain(PrinterActivity.Idle, watching.Activities.Skip(1));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task PrintsAsync(FakeBambu printer, Watching watching)
    {
        await Eventually.Holds(() => watching.Seen.Count > 0, "the first status");
        await printer.ChangeAsync(("gcode_state", "RUNNING"), ("stg_cur", 0), ("layer_num", 3));
        await Eventually.Holds(() => watching.Activities[^1] == PrinterActivity.Printing, "printing");
    }

    private static async Task<Exception?> FailureAsync(PrinterLinkOptions link)
    {
        await using var watching = new Watching(new BambuPrinter(link, TimeProvider.System));
        await watching.FailsAsync();
        return watching.Failure;
    }

    /// <summary>Lets time pass until the printer was asked for everything so often.</summary>
    private static Task AskedAgainAsync(FakeTimeProvider time, FakeBambu printer, int times)
    {
        time.Advance(TimeSpan.FromMinutes(5));
        return Eventually.Holds(
            () =>
            {
                // It may not have been waiting yet.
                time.Advance(TimeSpan.FromMilliseconds(500));
                return printer.Commands.Count == times;
            },
            "asked again");
    }

    private BambuPrinter Driver(FakeBambu printer, TimeSpan? timeout = null, string serial = FakeBambu.Serial, string code = FakeBambu.Code, TimeProvider? time = null) => new(
        new PrinterLinkOptions
        {
            Address = $"bambu://127.0.0.1:{printer.Port}/{serial}",
            CredentialsFile = CodeFile(code),
            Interval = TimeSpan.FromMilliseconds(500),
            Timeout = timeout ?? TimeSpan.FromSeconds(10),
        },
        time ?? TimeProvider.System);

    private string CodeFile(string code)
    {
        var file = Path.Combine(_folder.FullName, "code");
        File.WriteAllText(file, $"bblp:{code}\n");
        return file;
    }
}
