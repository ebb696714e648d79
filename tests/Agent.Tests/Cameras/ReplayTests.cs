using Defects.Agent.Devices;
using System.Diagnostics;
using Defects.Agent.Cameras;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Cameras;

public sealed class ReplayTests
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Folder_AsFastAsPossible_GivesFilesByNameAtTheFootagesTime()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("b.jpg"), [2]);
        File.WriteAllBytes(folder.File("a.PNG"), [1]);
        File.WriteAllBytes(folder.File("c.txt"), [3]);
        var time = new FakeTimeProvider();
        var start = time.GetUtcNow();

        await Open(folder.Path, loop: false, time: time).RunAsync(_sink, TestContext.Current.CancellationToken);

        Assert.Equal([[1], [2]], _sink.Frames.Select(frame => frame.Encoded));
        Assert.Equal([start, start.AddSeconds(2)], _sink.Frames.Select(frame => frame.CapturedAt));
    }

    [Fact]
    public async Task Folder_Looped_TimeGoesOn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.jpg"), [1]);
        using var stop = new CancellationTokenSource();
        _sink.OnFrame = () =>
        {
            if (_sink.Frames.Count == 5)
            {
                stop.Cancel();
                stop.Token.ThrowIfCancellationRequested();
            }
        };
        var time = new FakeTimeProvider();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Open(folder.Path, loop: true, time: time).RunAsync(_sink, stop.Token));

        Assert.Equal(TimeSpan.FromSeconds(8), _sink.Frames[^1].CapturedAt - _sink.Frames[0].CapturedAt);
    }

    [Fact]
    public async Task Folder_AtItsOwnPace_WaitsForEachFramesTime()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.jpg"), [1]);
        File.WriteAllBytes(folder.File("b.jpg"), [2]);
        var time = new FakeTimeProvider();
        var run = Open(folder.Path, loop: false, fast: false, time: time).RunAsync(_sink, TestContext.Current.CancellationToken);
        await Eventually.Holds(() => _sink.Frames.Count == 1, "the first frame");

        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Single(_sink.Frames);
        Assert.False(run.IsCompleted);

        await Eventually.Holds(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(0.1));
                return run.IsCompleted;
            },
            "the second frame");
        Assert.Equal(2, _sink.Frames.Count);
    }

    [Fact]
    public async Task Video_AsFastAsPossible_GivesEveryFrameAtTheFootagesTime()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("clip.mp4");
        await MakeVideoAsync(file);

        await Open(file, loop: false).RunAsync(_sink, TestContext.Current.CancellationToken);

        // 2 seconds at 5 frames a second.
        Assert.Equal(10, _sink.Frames.Count);
        Assert.Equal(1.8, (_sink.Frames[^1].CapturedAt - _sink.Frames[0].CapturedAt).TotalSeconds, 1e-3);
        Assert.All(_sink.Frames, frame => Assert.Equal([0xFF, 0xD8], frame.Encoded[..2]));
    }

    [Theory]
    [InlineData("missing", "there is no file or folder")]
    [InlineData("empty", "holds no image")]
    [InlineData("text.mp4", "cannot be opened as a video")]
    public async Task Replay_NothingToReplay_SaysWhat(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("empty"));
        File.WriteAllText(folder.File("text.mp4"), "no video");

        var error = await Assert.ThrowsAsync<DeviceException>(
            () => Open(folder.File(name), loop: false).RunAsync(_sink, TestContext.Current.CancellationToken));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin:hunter2@10.0.0.21/stream")]
    [InlineData("10.0.0.21/snap?pwd=hunter2")]
    [InlineData("/dev/video0?pwd=hunter2")]
    public async Task Replay_AddressWithoutItsScheme_ShowsNoSecret(string source)
    {
        var error = await Assert.ThrowsAsync<DeviceException>(() => Open(source, loop: false).RunAsync(_sink, TestContext.Current.CancellationToken));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownScheme_NamesTheKnownOnesAndNoSecret()
    {
        var error = Assert.Throws<DeviceException>(() => Open("srt://anna:hunter2@cam/1", loop: false));

        Assert.Contains("srt://cam/1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_NotThere_SaysSo()
    {
        var error = await Assert.ThrowsAsync<DeviceException>(
            () => Open("/dev/video99", loop: false).RunAsync(_sink, TestContext.Current.CancellationToken));

        Assert.Contains("/dev/video99", error.Message, StringComparison.Ordinal);
    }

    private static ICameraSource Open(string source, bool loop, bool fast = true, TimeProvider? time = null) => CameraSources.Open(
        new CameraSettings(source, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), null, false, fast, loop), time ?? TimeProvider.System);

    private static async Task MakeVideoAsync(string file)
    {
        var start = new ProcessStartInfo("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x48:r=5:d=2", "-pix_fmt", "yuv420p", file]);
        try
        {
            using var made = Process.Start(start)!;
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, made.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ffmpeg is not installed; it makes the test video.");
        }
    }
}
