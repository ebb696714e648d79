using System.Text;
using Defects.Agent.Commands.Probe;
using Defects.Agent.Tests.Cameras;
using Defects.Agent.Tests.Printers.Drivers;

namespace Defects.Agent.Tests.Commands.Probe;

public sealed class ProbeCommandTests : IDisposable
{
    private static readonly byte[] Picture = ColourModel.GoodJpeg();

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Probe_Stream_SaysSizeAndRateAndSavesAPicture()
    {
        await using var server = await CameraServer.StartAsync(async context =>
        {
            context.Response.ContentType = "multipart/x-mixed-replace; boundary=x";
            for (var i = 0; !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(ColourModel.Jpeg((byte)(i % 100 + 100), 100, 100));
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

        var (exitCode, text) = await ProbeAsync(server.Url);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"works: \d+ x \d+, \d+\.\d pictures a second, \d KiB each, the first after \d\.\d s", text);
        Assert.DoesNotContain("frozen", text, StringComparison.Ordinal);
        Assert.StartsWith("FF-D8", BitConverter.ToString(File.ReadAllBytes(_folder.File("seen.jpg"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_StreamOfOnePictureAgainAndAgain_IsCalledFrozen()
    {
        await using var server = await CameraServer.StartAsync(
            CameraServer.Pieces("multipart/x-mixed-replace; boundary=x", Enumerable.Repeat(Picture, 10)));

        Assert.Contains("frozen? 10 pictures", (await ProbeAsync(server.Url)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "dark: hardly anything can be seen")]
    [InlineData(120, "covered: there is light and nothing to be seen")]
    [InlineData(255, "overexposed: most of the picture is burnt out")]
    public async Task Probe_PictureThatShowsNothing_IsCalledWhatTheAgentCallsIt(byte grey, string expected)
    {
        await using var server = await CameraServer.StartAsync(CameraServer.Pieces("image/jpeg", [ColourModel.Jpeg(grey, grey, grey)], hold: false));

        Assert.Contains(expected, (await ProbeAsync(server.Url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_WebPageInsteadOfAPicture_TriesTheUsualAddressesAndNamesTheOneThatWorks()
    {
        await using var server = await CameraServer.StartAsync(context => (context.Request.Path == "/webcam/" && context.Request.QueryString.Value == "?action=snapshot"
            ? CameraServer.Pieces("image/jpeg", [Picture], hold: false)
            : CameraServer.Pieces("text/html", [Encoding.UTF8.GetBytes("<html>")], hold: false))(context));

        var (exitCode, text) = await ProbeAsync(server.Url);

        Assert.Equal(1, exitCode);
        Assert.Contains("does not work: the answer is text/html, not a picture", text, StringComparison.Ordinal);
        Assert.Contains($"try: http://127.0.0.1:{server.Port}/webcam/?action=snapshot gives pictures", text, StringComparison.Ordinal);
        Assert.DoesNotContain("action=stream gives", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_PasswordAskedFor_SaysHowToGiveItAndShowsNone()
    {
        await using var server = await CameraServer.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });

        var (exitCode, text) = await ProbeAsync(server.Url.Replace("http://", "http://anna:hunter2@", StringComparison.Ordinal));

        Assert.Equal(1, exitCode);
        Assert.Contains("--credentials", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_PrinterWithoutACamera_SaysWhatThePrinterSays()
    {
        await using var printer = await FakePrinter.StartAsync(new FakeMoonraker());
        printer.Begin("parts/Clip v2.gcode");
        printer.Lay(0.5);

        var (exitCode, text) = await ProbeAsync($"{printer.Link.Address}/front");

        Assert.Equal(1, exitCode);
        Assert.Contains("the printer is printing, Clip v2.gcode, 50 %, layer 25 of 50, PETG", text, StringComparison.Ordinal);
        Assert.Contains("does not work: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_PrinterThatIsAway_SaysSo()
    {
        var port = Messaging.Mosquitto.FreePort();

        Assert.Contains("the printer cannot be read: ", (await ProbeAsync($"prusalink://127.0.0.1:{port}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://cam/", "http://cam/webcam/?action=stream")]
    [InlineData("http://cam:81/", "http://cam:8080/stream")]
    [InlineData("rtsp://cam:554/x", "rtsp://cam:554/stream1")]
    [InlineData("rtsp://u:p@cam:8554/x", "rtsp://cam:8554/live")]
    public void Beside_Address_IsOfTheSameMachineWithoutCredentials(string tried, string expected)
    {
        var addresses = UsualAddresses.Beside(new Uri(tried));

        Assert.Contains(expected, addresses);
        Assert.All(addresses, address => Assert.Equal(("cam", ""), (new Uri(address).Host, new Uri(address).UserInfo)));
    }

    [Theory]
    [InlineData("http://cam:8080/stream", "http://cam:8080/stream")]
    [InlineData("rtsp://u:p@cam:8554/live", "rtsp://cam:8554/live")]
    public void Beside_OneOfTheUsual_LeavesItOut(string tried, string itself) => Assert.DoesNotContain(itself, UsualAddresses.Beside(new Uri(tried)));

    public void Dispose() => _folder.Dispose();

    private async Task<(int ExitCode, string Text)> ProbeAsync(string source)
    {
        using var output = new StringWriter();
        var exitCode = await ProbeCommand.Create().Parse([source, "--seconds", "3", "--out", _folder.File("seen.jpg")])
            .InvokeAsync(new() { Output = output, Error = output });
        return (exitCode, output.ToString());
    }
}
