using Defects.Agent.Cameras;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Cameras;

public sealed class CameraWorkerTests : IDisposable
{
    private static readonly ReconnectSchedule Schedule = new([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)], Jitter: 0);

    private readonly FakeTimeProvider _time = new();
    private readonly FrameSignal _signal = new();
    private readonly RecordingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _signal.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Worker_CameraComesAndGoes_WarnsAndRecoversOnceAnOutage()
    {
        var camera = Camera();
        var opened = 0;

        // Works, fails four times in a row, works again.
        var run = Worker(camera, new ScriptedSource(async (sink, stop) =>
        {
            opened++;
            if (opened is 1 or 6)
            {
                sink.Offer([1], _time.GetUtcNow());
            }

            if (opened == 6)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
            }

            throw new CameraException($"failure {opened}");
        })).RunAsync(_stop.Token);
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return opened == 6 && camera.Status.Connected;
            },
            "the sixth attempt");

        Assert.Equal([LogLevel.Information, LogLevel.Warning, LogLevel.Information], _log.Entries.Select(entry => entry.Level));
        Assert.Contains("failure 1", _log.Entries[1].Text, StringComparison.Ordinal);
        Assert.Contains("5 failures", _log.Entries[2].Text, StringComparison.Ordinal);
        Assert.Equal((true, 2L, "failure 5"), (camera.Status.Connected, camera.Status.Frames, camera.Status.LastError));
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Worker_SourceThrowsAnythingElse_IsAnOutageToo()
    {
        var camera = Camera();
        var run = Worker(camera, new ScriptedSource((_, _) => throw new InvalidOperationException("a bug"))).RunAsync(_stop.Token);

        await Eventually.Holds(() => camera.Status.LastError is not null, "the failure is noted");

        Assert.Equal("unexpected InvalidOperationException: a bug", camera.Status.LastError);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Worker_FootageEnds_IsNoFailure()
    {
        var camera = Camera();

        await Worker(camera, new ScriptedSource((_, _) => Task.CompletedTask)).RunAsync(_stop.Token);

        Assert.True(camera.Status.Ended);
        Assert.Null(camera.Status.LastError);
    }

    [Fact]
    public async Task Worker_SourceWithPassword_LogsNone()
    {
        var camera = Camera("http://anna:hunter2@cam/?token=abc");

        await Worker(camera, new ScriptedSource((_, _) => Task.CompletedTask)).RunAsync(_stop.Token);

        Assert.Contains("http://cam/", _log.Entries[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Entries, entry => entry.Text.Contains("hunter2", StringComparison.Ordinal) || entry.Text.Contains("abc", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 0.0, 0.8)]
    [InlineData(1, 0.5, 1.0)]
    [InlineData(2, 0.5, 2.0)]
    [InlineData(5, 0.5, 30.0)]
    [InlineData(99, 0.75, 33.0)]
    public void DelayAfter_Failures_FollowsTheScheduleWithinTheJitter(int failures, double draw, double seconds) =>
        Assert.Equal(seconds, ReconnectSchedule.Default.DelayAfter(failures, draw).TotalSeconds, 1e-9);

    private Camera Camera(string source = "/footage") => new(
        new CameraKey("p1", "bed"),
        new CameraSettings(source, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), null, false, false, true),
        _signal,
        _time);

    private CameraWorker Worker(Camera camera, ICameraSource source) => new(camera, () => source, Schedule, new Random(1), _time, _log);

    private sealed class ScriptedSource(Func<IFrameSink, CancellationToken, Task> run) : ICameraSource
    {
        public Task RunAsync(IFrameSink sink, CancellationToken stop) => run(sink, stop);
    }
}
