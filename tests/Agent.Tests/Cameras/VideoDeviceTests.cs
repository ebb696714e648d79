using Defects.Agent.Devices;
using Defects.Agent.Cameras;

namespace Defects.Agent.Tests.Cameras;

/// <summary>A V4L2 device, where this machine has one.</summary>
public sealed class VideoDeviceTests
{
    private readonly RecordingSink _sink = new();

    [Fact]
    public async Task Device_ThatIsThere_GivesPictures()
    {
        var device = Directory.GetFiles("/dev", "video*").Order(StringComparer.Ordinal).FirstOrDefault();
        Assert.SkipUnless(device is not null, "this machine has no /dev/video*: V4L2 is not shown");
        using var stop = new CancellationTokenSource();
        var run = Source(device!).RunAsync(_sink, stop.Token);

        await Eventually.Holds(() => _sink.Frames.Count > 1 || run.IsCompleted, "two pictures");

        Assert.False(run.IsFaulted, run.Exception?.Message);
        await stop.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task Device_ThatIsNot_SaysSo()
    {
        var error = await Assert.ThrowsAsync<DeviceException>(() => Source("/dev/video-none").RunAsync(_sink, TestContext.Current.CancellationToken));

        Assert.Equal("there is no device /dev/video-none: is the camera plugged in?", error.Message);
    }

    [Fact]
    public async Task Device_ThatIsNoCamera_SaysWhatToLookAt()
    {
        var error = await Assert.ThrowsAsync<DeviceException>(() => Source("/dev/null").RunAsync(_sink, TestContext.Current.CancellationToken));

        Assert.Equal("/dev/null cannot be opened: does another program hold it, and may this user read it (group video)?", error.Message);
    }

    private static VideoDevice Source(string device) =>
        new(new CameraSettings(device, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), null, false, false, true), TimeProvider.System);
}
