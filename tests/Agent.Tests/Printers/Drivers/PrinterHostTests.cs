using System.Collections.Concurrent;
using System.Net;
using CsCheck;
using Defects.Agent.Messaging;
using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Agent.Printers.Drivers;
using Defects.Agent.Tests.Cameras;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Defects.Agent.Tests.Printers.Drivers;

public sealed class PrinterHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("secret-key", null)]
    [InlineData("wrong", "refuses to answer (403): put any user and the API key, as user:key, into the credentials file")]
    public async Task Ask_HostWithAKey_GetsIt(string key, string? expected)
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint { Secret = "secret-key" });
        File.WriteAllText(_folder.File("key"), $"any:{key}\n");
        var driver = new OctoPrintPrinter(printer.Link with { CredentialsFile = _folder.File("key") }, TimeProvider.System);
        await using var looks = new Looks(driver);

        if (expected is null)
        {
            Assert.Equal(PrinterActivity.Idle, await looks.ActivityAsync());
        }
        else
        {
            var error = await Assert.ThrowsAsync<PrinterException>(looks.NextAsync);
            Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ask_HostThatSendsElsewhere_DoesNotCarryTheKeyThere()
    {
        var heard = new ConcurrentQueue<string>();
        await using var other = await CameraServer.StartAsync(context =>
        {
            heard.Enqueue($"{context.Request.Headers["X-Api-Key"]}");
            return Task.CompletedTask;
        });
        await using var server = await CameraServer.StartAsync(context =>
        {
            context.Response.Redirect($"http://127.0.0.1:{other.Port}/");
            return Task.CompletedTask;
        });
        using var host = Host(server.Port, key: "secret-key");

        var error = await Assert.ThrowsAsync<PrinterException>(() => host.GetAsync("/x", TestContext.Current.CancellationToken));

        Assert.EndsWith("/x answered 302: is that the printer's host?", error.Message, StringComparison.Ordinal);
        Assert.Empty(heard);
    }

    [Fact]
    public async Task Ask_AnswerWithoutEnd_IsCutOff()
    {
        await using var server = await CameraServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[1 << 16], CancellationToken.None);
            }
        });
        using var host = Host(server.Port);

        var error = await Assert.ThrowsAsync<PrinterException>(() => host.GetAsync("/x", TestContext.Current.CancellationToken));

        Assert.EndsWith("cannot be asked (the answer is too long)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_HostThatTakesItsTime_IsThereAndSilent()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeOctoPrint { IsSlow = true });
        await using var looks = new Looks(new OctoPrintPrinter(printer.Link with { Timeout = TimeSpan.FromMilliseconds(200) }, TimeProvider.System));

        var error = await Assert.ThrowsAsync<PrinterException>(looks.NextAsync);

        Assert.EndsWith("/api/job gave no answer within 0.2 s", error.Message, StringComparison.Ordinal);
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.False(error.IsGone);
    }

    [Fact]
    public async Task Ask_NobodyThere_IsGone()
    {
        var printer = await FakePrinter.StartAsync(new FakeOctoPrint());
        await printer.TurnOffAsync();
        await using var looks = new Looks(new OctoPrintPrinter(printer.Link, TimeProvider.System));
        Assert.True((await Assert.ThrowsAsync<PrinterException>(looks.NextAsync)).IsGone);

        using var unknown = new PrinterHost(new Uri("http://printer.invalid/"), null, HostLogin.ApiKey, TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.True((await Assert.ThrowsAsync<PrinterException>(() => unknown.GetAsync("/", TestContext.Current.CancellationToken))).IsGone);
    }

    [Theory]
    [InlineData("moonraker", "<html>", "no JSON")]
    [InlineData("octoprint", "<html>", "no JSON")]
    [InlineData("prusalink", "<html>", "no JSON")]
    [InlineData("moonraker", "{}", "not Moonraker's")]
    [InlineData("octoprint", "[]", "not OctoPrint's")]
    [InlineData("prusalink", "{}", "not PrusaLink's")]
    public async Task Watch_AnswerOfAnotherProgram_SaysSo(string scheme, string answer, string expected)
    {
        await using var server = await CameraServer.StartAsync(context => context.Response.WriteAsync(answer));
        var link = new PrinterLinkOptions { Address = $"{scheme}://127.0.0.1:{server.Port}", Timeout = TimeSpan.FromSeconds(30) };
        await using var looks = new Looks(new PrinterDrivers(new MessageBus(NullLogger<MessageBus>.Instance), TimeProvider.System).Open(link));

        Assert.Contains(expected, (await Assert.ThrowsAsync<PrinterException>(looks.NextAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyAnswer_DamagedAnywhere_IsReadOrRefused()
    {
        string[] answers =
        [
            """{"result":{"status":{"webhooks":{"state":"ready","state_message":"\u0041"},"print_stats":{"filename":"a/b","state":"printing","print_duration":1e3,"info":{"total_layer":5,"current_layer":1}},"virtual_sdcard":{"progress":0.5},"configfile":{"settings":{"idle_timeout":{"timeout":600}}}}}}""",
            """{"job":{"file":{"name":"\ud83d\udda8.gcode"}},"progress":{"completion":22.5},"state":{"text":"Printing","flags":{"printing":true}},"temperature":{"tool0":{"actual":1,"target":2}}}""",
            """{"job":{"id":3,"progress":41.0},"id":3,"printer":{"state":"PRINTING","temp_nozzle":1},"file":{"display_name":"x","meta":{"filament_type":"PLA"}}}""",
            """{"result":{"jobs":[{"job_id":"1","filename":"a","status":"in_progress"}],"filament_type":"PLA;PETG"},"error":{"message":"x"}}""",
        ];
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2000], Gen.OneOf(Gen.Char['!', '~'].Select(c => $"{c}"), Gen.Const("\\ud800"), Gen.Const("-1"), Gen.Const("1e999"), Gen.Const("null")), Gen.Int[0, 30])
            .Sample(
                (which, at, put, cut) =>
                {
                    var whole = answers[which];
                    at %= whole.Length;
                    var damaged = new HostAnswer(HttpStatusCode.OK, whole[..at] + put + whole[Math.Min(whole.Length, at + cut)..]);
                    Try(() => MoonrakerStatus.Parse(damaged));
                    Try(() => OctoPrintStatus.Parse(damaged, damaged));
                    Try(() => PrusaLinkStatus.Parse(damaged));
                    Try(() => KlipperIdleTimeout.ConfiguredIn(damaged));
                    Try(() => MoonrakerJob.IdOf(damaged.ReadJson(), "a"));
                    Try(() => MoonrakerJob.MaterialOf(damaged.ReadJson()));
                    Try(() => PrusaLinkStatus.Complete(new PrintJob { Id = "3" }, damaged.ReadJson()));
                    Try(() => damaged.Complaint);
                },
                iter: 3000);
    }

    [Fact]
    public void AnyName_ThatIsNoText_IsPassedOver()
    {
        // JSON by its grammar; half of a surrogate pair is no text.
        var status = OctoPrintStatus.Parse(
            new HostAnswer(HttpStatusCode.OK, """{"\ud800":1,"state":"\udc00","job":{"file":{"name":"\ud800"}}}"""),
            new HostAnswer(HttpStatusCode.OK, """{"\ud800te":1,"state":{"text":"Printing"}}"""));

        Assert.Equal(PrinterActivity.Printing, status.Activity);
        Assert.Null(status.Job!.File);
    }

    private static void Try<T>(Func<T> parse)
    {
        try
        {
            if (parse() is PrinterStatus { Job.Progress: { } progress })
            {
                Assert.InRange(progress, 0, 1);
            }
        }
        catch (PrinterException)
        {
            // Refused in words.
        }
    }

    private static PrinterHost Host(int port, string? key = null) => new(
        new Uri($"http://127.0.0.1:{port}/"), key is null ? null : new NetworkCredential("any", key), HostLogin.ApiKey, TimeSpan.FromSeconds(30), TimeProvider.System);
}
