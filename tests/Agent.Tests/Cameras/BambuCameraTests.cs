using Defects.Agent.Devices;
using System.Net.Sockets;
using Defects.Agent.Cameras;

namespace Defects.Agent.Tests.Cameras;

public sealed class BambuCameraTests : IDisposable
{
    private static readonly byte[] Red = ColourModel.SpaghettiJpeg();
    private static readonly byte[] Green = ColourModel.GoodJpeg();

    private readonly RecordingSink _sink = new();
    private readonly TemporaryFolder _folder = new();

    public BambuCameraTests() => File.WriteAllText(_folder.File("code"), "bblp:12345678\n");

    [Fact]
    public async Task Camera_RightCode_GivesEveryPictureUntilTheConnectionCloses()
    {
        await using var printer = new BambuPrinter(async (stream, stop) =>
        {
            foreach (var picture in new[] { Red, Green, Red })
            {
                await stream.WriteAsync(BambuPrinter.Framed(picture), stop);
            }
        });

        Assert.Equal("the printer closed the connection", await RunAsync(printer.Source));
        Assert.Equal([Red, Green, Red], _sink.Frames.Select(frame => frame.Encoded));
    }

    [Fact]
    public async Task Camera_Login_IsTheMessageThatThePrinterExpects()
    {
        await using var printer = new BambuPrinter((_, _) => Task.CompletedTask);

        await RunAsync(printer.Source);

        byte[] expected =
        [
            0x40, 0, 0, 0, 0x00, 0x30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            .. "bblp"u8, .. new byte[28],
            .. "12345678"u8, .. new byte[24],
        ];
        Assert.Equal(expected, printer.Login);
    }

    [Fact]
    public async Task Camera_ClosedAfterTheLogin_SaysWhatToLookAt_AndNotTheCode()
    {
        await using var printer = new BambuPrinter((_, _) => Task.CompletedTask);

        var error = await RunAsync(printer.Source);

        Assert.Contains("access code", error, StringComparison.Ordinal);
        Assert.DoesNotContain("12345678", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_SilentAfterAPicture_IsGivenUpAfterTheTimeout()
    {
        await using var printer = new BambuPrinter(async (stream, stop) =>
        {
            await stream.WriteAsync(BambuPrinter.Framed(Red), stop);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        });

        Assert.Equal("no picture within 3 s", await RunAsync(printer.Source, TimeSpan.FromSeconds(3)));
        Assert.Equal([Red], _sink.Frames.Select(frame => frame.Encoded));
    }

    [Fact]
    public async Task Camera_NoTlsThere_SaysWhichPrintersHaveSuchACamera()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var run = RunAsync($"bambu://{listener.LocalEndpoint}");
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.Contains("A1 or P1", await run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Camera_NoCode_SaysWhereToPutIt() =>
        Assert.Contains("bblp:CODE", await RunAsync("bambu://127.0.0.1:1", credentials: null), StringComparison.Ordinal);

    [Fact]
    public async Task Camera_NobodyListens_SaysSo() => Assert.StartsWith("no connection (", await RunAsync("bambu://127.0.0.1:1"), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private Task<string> RunAsync(string source, TimeSpan? timeout = null) => RunAsync(source, _folder.File("code"), timeout);

    private async Task<string> RunAsync(string source, string? credentials, TimeSpan? timeout = null)
    {
        var settings = new CameraSettings(source, TimeSpan.FromSeconds(1), timeout ?? TimeSpan.FromSeconds(10), credentials, false, false, true);
        return (await Assert.ThrowsAsync<DeviceException>(() => CameraSources.Open(settings, TimeProvider.System).RunAsync(_sink, CancellationToken.None))).Message;
    }
}
