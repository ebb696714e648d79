using Defects.Agent.Devices;
using System.Diagnostics;
using System.Net;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using OpenCvSharp;

namespace Defects.Agent.Tests.Cameras;

public sealed class RtspCameraTests : IDisposable
{
    private const string User = "op";
    private const string Password = "s3:cr@t'";

    private readonly RecordingSink _sink = new();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Stream_OfARealServer_GivesWholePicturesThatMove()
    {
        using var server = await RtspServer.StartAsync();

        await RunUntilAsync(frames: 6, server.Address());

        using var first = Cv2.ImDecode(_sink.Frames[0].Encoded, ImreadModes.Color);
        Assert.Equal((320, 240), (first.Width, first.Height));

        Assert.NotEqual(_sink.Frames[0].Encoded, _sink.Frames[^1].Encoded);
    }

    [Fact]
    public async Task Stream_OverTls_IsRead()
    {
        using var server = await RtspServer.StartTlsAsync(new DirectoryInfo(_folder.Path));
        Assert.StartsWith("rtsps://", server.Address(), StringComparison.Ordinal);

        await RunUntilAsync(frames: 2, server.Address());

        Assert.NotEqual(_sink.Frames[0].Encoded, _sink.Frames[1].Encoded);
    }

    [Fact]
    public async Task Stream_HardwareDecodingWhereThereIsNone_IsReadAllTheSame()
    {
        using var server = await RtspServer.StartAsync();

        await RunUntilAsync(frames: 1, server.Address(), hardware: true);

        Assert.NotEmpty(_sink.Frames);
    }

    [Fact]
    public async Task Stream_WithCredentials_IsReadWithoutShowingThemToOtherUsersOfTheMachine()
    {
        using var server = await RtspServer.StartAsync(User, Password);
        var commands = new List<string>();
        _sink.OnFrame = () => commands.AddRange(Children().Select(id => Read($"/proc/{id}/cmdline")));

        await RunUntilAsync(frames: 1, server.Address(), Credentials(Password));

        Assert.NotEmpty(commands);
        Assert.DoesNotContain(commands, command =>
            command.Contains(User + ":", StringComparison.Ordinal) || command.Contains(Uri.EscapeDataString(Password), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_WrongPassword_SaysSoWithoutIt()
    {
        using var server = await RtspServer.StartAsync(User, Password);

        var error = await FailAsync(server.Address(), Credentials("hunter2"));

        Assert.Contains("401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_NoSuchPath_SaysWhatFfmpegSaid()
    {
        using var server = await RtspServer.StartAsync();

        Assert.Contains("404", await FailAsync(server.Address("/nothing")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ServerDies_EndsAndLeavesNoProcessBehind()
    {
        using var server = await RtspServer.StartAsync();
        _sink.OnFrame = server.Die;

        var error = await FailAsync(server.Address());

        Assert.StartsWith("the stream ended", error, StringComparison.Ordinal);
        await Eventually.Holds(() => Children().Count == 0, "FFmpeg is gone");
    }

    [Fact]
    public async Task Stream_ServerFreezes_IsGivenUpAfterTheTimeoutAndLeavesNoProcessBehind()
    {
        using var server = await RtspServer.StartAsync();
        _sink.OnFrame = server.Freeze;

        var error = await FailAsync(server.Address(), timeout: TimeSpan.FromSeconds(10));

        Assert.NotEmpty(_sink.Frames);
        Assert.StartsWith("no picture within 10 s", error, StringComparison.Ordinal);
        await Eventually.Holds(() => Children().Count == 0, "FFmpeg is gone");
    }

    [Theory]
    [InlineData(1, 10, 0.5)]
    [InlineData(30, 10, 5)]
    [InlineData(6, 2, 1)]
    public void StepOf_LongInterval_StaysWithinTheTimeoutOfTheStream(double interval, double timeout, double step) => Assert.Equal(
        TimeSpan.FromSeconds(step),
        RtspCamera.StepOf(CameraSettings.Of(new CameraOptions { Source = "rtsp://cam/1", Interval = TimeSpan.FromSeconds(interval), Timeout = TimeSpan.FromSeconds(timeout) })));

    [Fact]
    public void Script_OddCharacters_StayInTheQuotes()
    {
        var address = new DeviceAddress(new Uri("rtsp://cam/it's%20here?a=1"), new NetworkCredential("a:b", "p@s's\n"));

        Assert.Equal(
            "ffconcat version 1.0\nfile 'rtsp://a%3Ab:p%40s%27s%0A@cam/it'\\''s%20here?a=1'\noption rtsp_transport tcp\n",
            FfmpegProcess.Script(address));
    }

    [Theory]
    [InlineData("rtsp://op:hunter2@cam/1?token=abc: refused", "rtsp://cam/1?token=***: refused")]
    [InlineData("rtsp://cam/1?token=abc: refused", "rtsp://cam/1?token=***: refused")]
    [InlineData("op:hunter2@cam is unknown", "cam is unknown")]
    public void WithoutSecrets_AddressInAnyForm_ShowsNone(string line, string expected) =>
        Assert.Equal(expected, FfmpegProcess.WithoutSecrets(line, new DeviceAddress(new Uri("rtsp://cam/1?token=abc"), new NetworkCredential("op", "hunter2"))));

    public void Dispose() => _folder.Dispose();

    /// <summary>FFmpeg processes that this one has started.</summary>
    private static List<int> Children() =>
    [
        .. Process.GetProcessesByName("ffmpeg").Select(process => process.Id)
            .Where(id => Read($"/proc/{id}/stat").Split(") ")[^1].Split(' ').ElementAtOrDefault(1) == $"{Environment.ProcessId}")
            .Where(id => Read($"/proc/{id}/cmdline").Contains("concat", StringComparison.Ordinal)),
    ];

    /// <summary>Empty for a process that is gone by now.</summary>
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private string Credentials(string password)
    {
        File.WriteAllText(_folder.File("cam"), $"{User}:{password}\n");
        return _folder.File("cam");
    }

    private async Task RunUntilAsync(int frames, string source, string? credentials = null, bool hardware = false)
    {
        using var stop = new CancellationTokenSource();
        var before = _sink.OnFrame;
        _sink.OnFrame = () =>
        {
            before?.Invoke();
            if (_sink.Frames.Count == frames)
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Camera(source, credentials, TimeSpan.FromSeconds(60), hardware).RunAsync(_sink, stop.Token));
    }

    private async Task<string> FailAsync(string source, string? credentials = null, TimeSpan? timeout = null) =>
        (await Assert.ThrowsAsync<DeviceException>(() => Camera(source, credentials, timeout ?? TimeSpan.FromSeconds(60)).RunAsync(_sink, CancellationToken.None))).Message;

    private static RtspCamera Camera(string source, string? credentials, TimeSpan timeout, bool hardware = false) =>
        new(new CameraSettings(source, TimeSpan.FromMilliseconds(200), timeout, credentials, hardware, false, true), TimeProvider.System);
}
