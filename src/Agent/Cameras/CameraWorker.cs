using Defects.Agent.Devices;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Cameras;

/// <summary>
/// Keeps one source running for all cameras that show it: opens it, and opens it again after each failure. A capture that
/// neither delivers nor ends is written off and replaced. Says so once an outage.
/// </summary>
internal sealed partial class CameraWorker(
    CaptureGroup group,
    Func<ICameraSource> open,
    ReconnectSchedule schedule,
    HungCaptures hung,
    Random random,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>What a source has, beyond its own limit, to notice by itself that nothing comes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>What a capture has to close its connections and end its processes when it is told to stop.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly string _name = group.Name;
    private int _failures;
    private DateTimeOffset _lostAt;

    /// <exception cref="CaptureLeakException">Too many captures hang: only a new process gets rid of them.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        LogStart(logger, _name, group.Settings.SourceText, group.Settings.Interval);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await CaptureAsync(stop);
                Each(camera => camera.NoteEnd());
                LogEnd(logger, _name, group.Cameras[0].Status.Frames);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (DeviceException e)
            {
                NoteFailure(e.Message, null);
            }
            catch (Exception e) when (e is not CaptureLeakException)
            {
                // A fault of ours or of a library in one camera must not take the others down.
                NoteFailure($"unexpected {e.GetType().Name}: {e.Message}", e);
            }

            await Task.Delay(schedule.DelayAfter(_failures, random.NextDouble()), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CaptureAsync(CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var capture = new Capture(group.Cameras, NoteFrame, time);

        // Even opening may block: a folder on a dead network drive, a driver in trouble.
        var run = Task.Run(() => open().RunAsync(capture, end.Token), CancellationToken.None);
        var limit = CameraSources.LongestSilence(group.Settings) + Grace;
        while (!await EndsWithinAsync(capture, run, limit - capture.Silence, stop))
        {
            if (capture.Silence >= limit)
            {
                capture.Close();
                await end.CancelAsync();
                hung.Add(_name, run);
                throw new DeviceException($"the capture hangs: no picture and no error for {limit.Value.TotalSeconds:0.#} s; it is written off and replaced");
            }
        }

        await run;
    }

    private async Task<bool> EndsWithinAsync(Capture capture, Task run, TimeSpan? limit, CancellationToken stop)
    {
        var wait = limit is not { } some ? Timeout.InfiniteTimeSpan : some > TimeSpan.Zero ? some : TimeSpan.Zero;
        await run.WaitAsync(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stop.IsCancellationRequested)
        {
            await run.WaitAsync(Farewell, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!run.IsCompleted)
            {
                capture.Close();
                hung.Add(_name, run);
            }

            stop.ThrowIfCancellationRequested();
        }

        return run.IsCompleted;
    }

    private void NoteFrame()
    {
        if (_failures > 0)
        {
            LogBack(logger, _name, time.GetUtcNow() - _lostAt, _failures);
            _failures = 0;
        }
    }

    private void NoteFailure(string reason, Exception? fault)
    {
        Each(camera => camera.NoteFailure(reason));
        if (_failures++ == 0)
        {
            _lostAt = time.GetUtcNow();
            LogLost(logger, fault, _name, reason);
        }
    }

    private void Each(Action<Camera> tell)
    {
        foreach (var camera in group.Cameras)
        {
            tell(camera);
        }
    }

    [LoggerMessage(LogLevel.Information, "Camera {Camera}: {Source}, one frame each {Interval}")]
    private static partial void LogStart(ILogger logger, string camera, string source, TimeSpan interval);

    [LoggerMessage(LogLevel.Information, "Camera {Camera}: the footage is over after {Frames} frames")]
    private static partial void LogEnd(ILogger logger, string camera, long frames);

    [LoggerMessage(LogLevel.Warning, "Camera {Camera} is lost: {Reason}; trying on, and quiet about it until it is back")]
    private static partial void LogLost(ILogger logger, Exception? fault, string camera, string reason);

    [LoggerMessage(LogLevel.Information, "Camera {Camera} is back after {Outage} and {Failures} failures")]
    private static partial void LogBack(ILogger logger, string camera, TimeSpan outage, int failures);
}
