using Defects.Agent.Cameras;
using Defects.Agent.Devices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Cameras;

public sealed class CameraWorkerTests : IDisposable
{
    private static readonly ReconnectSchedule Schedule = new(
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)], BreakAfter: 50, OpenDelay: TimeSpan.FromMinutes(1), Jitter: 0);

    private readonly FakeTimeProvider _time = new();
    private readonly FrameSignal _signal = new();
    private readonly RecordingLogger _log = new();
    private readonly HungCaptures _hung = new();
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

            throw new DeviceException($"failure {opened}");
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

    [Fact]
    public async Task Worker_CaptureThatHangs_IsWrittenOffAndReplacedAndItsLateFramesAreNothing()
    {
        var camera = Camera("http://cam/");
        IFrameSink? late = null;
        var opened = 0;
        var never = new TaskCompletionSource();
        var run = Worker(
            () => new ScriptedSource((sink, stop) =>
            {
                if (++opened == 1)
                {
                    // Deaf to its own time limit and to being told to stop.
                    late = sink;
                    return never.Task;
                }

                sink.Offer([1], _time.GetUtcNow());
                return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
            }),
            camera).RunAsync(_stop.Token);
        await PassAsync(() => camera.Status.Frames == 1);

        // An interval of 1 s, a limit of 10 s and 5 s of grace.
        Assert.Equal("the capture hangs: no picture and no error for 16 s; it is written off and replaced", camera.Status.LastError);
        Assert.Equal(1, _hung.Count);
        late!.Offer([2], _time.GetUtcNow());
        Assert.Equal(1, camera.Status.Frames);
        never.SetResult();
        await Eventually.Holds(() => _hung.Count == 0, "a capture that ends after all counts no more");
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Worker_CaptureThatOutlivesItsFarewell_CountsAndItsLateFramesAreNothing()
    {
        var camera = Camera("http://cam/");
        var never = new TaskCompletionSource();
        IFrameSink? late = null;
        var run = Worker(camera, new ScriptedSource((sink, _) =>
        {
            sink.Offer([1], _time.GetUtcNow());
            late = sink;
            return never.Task;
        })).RunAsync(_stop.Token);
        await Eventually.Holds(() => Volatile.Read(ref late) is not null, "it reads");

        await _stop.CancelAsync();
        await PassAsync(() => run.IsCompleted);

        Assert.Equal(1, _hung.Count);
        late!.Offer([2], _time.GetUtcNow());
        Assert.Equal(1, camera.Status.Frames);
        never.SetResult();
        await Eventually.Holds(() => _hung.Count == 0, "a capture that ends after all counts no more");
    }

    [Fact]
    public async Task Worker_BlocksItsThreadInOpening_IsWrittenOffToo()
    {
        var camera = Camera("http://cam/");
        using var release = new ManualResetEventSlim();
        var opened = 0;
        var run = Worker(
            () =>
            {
                if (++opened == 1)
                {
                    release.Wait(TestContext.Current.CancellationToken);
                }

                return new ScriptedSource((sink, stop) =>
                {
                    sink.Offer([1], _time.GetUtcNow());
                    return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
                });
            },
            camera).RunAsync(_stop.Token);

        await PassAsync(() => camera.Status.Frames == 1);

        release.Set();
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Worker_EveryCaptureHangs_EndsTheServiceSayingWhose()
    {
        var camera = Camera("http://cam/");
        var run = Worker(() => new ScriptedSource((_, _) => new TaskCompletionSource().Task), camera).RunAsync(_stop.Token);
        await PassAsync(() => run.IsCompleted);

        var error = await Assert.ThrowsAsync<CaptureLeakException>(() => run);
        Assert.StartsWith("9 captures hang and cannot be ended, the last of p1/bed: the agent ends", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_SlowFramesWithinTheLimit_AreNoHang()
    {
        var camera = Camera("http://cam/");
        var pauses = 0;
        var run = Worker(camera, new ScriptedSource(async (sink, stop) =>
        {
            while (true)
            {
                var pause = Task.Delay(TimeSpan.FromSeconds(15), _time, stop);
                Interlocked.Increment(ref pauses);
                await pause;
                sink.Offer([1], _time.GetUtcNow());
            }
        })).RunAsync(_stop.Token);

        for (var frame = 1; frame <= 20; frame++)
        {
            await Eventually.Holds(() => Volatile.Read(ref pauses) == frame, "the source waits");
            _time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Null(camera.Status.LastError);
        await _stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task Worker_OneSourceOfTwoCameras_IsOpenedOnceAndEachHasItsFrames()
    {
        var (left, right, other) = (Camera("http://cam/"), Camera("http://cam/"), Camera("http://other/"));
        var opened = 0;
        Assert.Equal([2, 1], CaptureGroup.Of([left, other, right]).Select(group => group.Cameras.Count));

        var run = Worker(
            () =>
            {
                opened++;
                return new ScriptedSource((sink, stop) =>
                {
                    sink.Offer([1], _time.GetUtcNow());
                    return Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
                });
            },
            left,
            right).RunAsync(_stop.Token);
        await Eventually.Holds(() => left.Status.Frames == 1 && right.Status.Frames == 1, "both have a frame");

        Assert.Equal(1, opened);
        await _stop.CancelAsync();
        await run;
    }

    /// <summary>Lets time pass until something holds.</summary>
    private Task PassAsync(Func<bool> condition) => Eventually.Holds(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "what was to happen in time");

    [Theory]
    [InlineData(1, 0.0, 0.8)]
    [InlineData(1, 0.5, 1.0)]
    [InlineData(2, 0.5, 2.0)]
    [InlineData(3, 0.5, 4.0)]
    [InlineData(5, 0.5, 6.0)]
    [InlineData(99, 0.75, 6.6)]
    [InlineData(100, 0.5, 30.0)]
    [InlineData(100000, 0.0, 24.0)]
    public void DelayAfter_Failures_FollowsTheScheduleWithinTheJitter(int failures, double draw, double seconds) =>
        Assert.Equal(seconds, ReconnectSchedule.Default.DelayAfter(failures, draw).TotalSeconds, 1e-9);

    private Camera Camera(string source = "/footage") => new(
        new CameraKey("p1", "bed"),
        new CameraSettings(source, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), null, false, false, true),
        _signal,
        _time);

    private CameraWorker Worker(Camera camera, ICameraSource source) => Worker(() => source, camera);

    private CameraWorker Worker(Func<ICameraSource> open, params Camera[] cameras) =>
        new(CaptureGroup.Of(cameras)[0], open, Schedule, _hung, new Random(1), _time, _log);

    private sealed class ScriptedSource(Func<IFrameSink, CancellationToken, Task> run) : ICameraSource
    {
        public Task RunAsync(IFrameSink sink, CancellationToken stop) => run(sink, stop);
    }
}
