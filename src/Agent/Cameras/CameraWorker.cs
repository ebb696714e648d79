using Microsoft.Extensions.Logging;

namespace Defects.Agent.Cameras;

/// <summary>Keeps one camera running: opens it, and opens it again after each failure. Says so once an outage.</summary>
internal sealed partial class CameraWorker(
    Camera camera, Func<ICameraSource> open, ReconnectSchedule schedule, Random random, TimeProvider time, ILogger logger) : IFrameSink
{
    private int _failures;
    private DateTimeOffset _lostAt;

    public async Task RunAsync(CancellationToken stop)
    {
        LogStart(logger, camera.Key, camera.Settings.SourceText, camera.Settings.Interval);
        ICameraSource? source = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                source ??= open();
                await source.RunAsync(this, stop);
                camera.NoteEnd();
                LogEnd(logger, camera.Key, camera.Status.Frames);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (CameraException e)
            {
                NoteFailure(e.Message, null);
            }
            catch (Exception e)
            {
                // A fault of ours or of a library in one camera must not take the others down.
                NoteFailure($"unexpected {e.GetType().Name}: {e.Message}", e);
            }

            await Task.Delay(schedule.DelayAfter(_failures, random.NextDouble()), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void IFrameSink.Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt, bool unchanged)
    {
        camera.Offer(encoded, capturedAt, unchanged);
        if (_failures > 0)
        {
            LogBack(logger, camera.Key, time.GetUtcNow() - _lostAt, _failures);
            _failures = 0;
        }
    }

    Task IFrameSink.WaitUntilTakenAsync(CancellationToken stop) => camera.WaitUntilTakenAsync(stop);

    private void NoteFailure(string reason, Exception? fault)
    {
        camera.NoteFailure(reason);
        if (_failures++ == 0)
        {
            _lostAt = time.GetUtcNow();
            LogLost(logger, fault, camera.Key, reason);
        }
    }

    [LoggerMessage(LogLevel.Information, "Camera {Camera}: {Source}, one frame each {Interval}")]
    private static partial void LogStart(ILogger logger, CameraKey camera, string source, TimeSpan interval);

    [LoggerMessage(LogLevel.Information, "Camera {Camera}: the footage is over after {Frames} frames")]
    private static partial void LogEnd(ILogger logger, CameraKey camera, long frames);

    [LoggerMessage(LogLevel.Warning, "Camera {Camera} is lost: {Reason}; trying on, and quiet about it until it is back")]
    private static partial void LogLost(ILogger logger, Exception? fault, CameraKey camera, string reason);

    [LoggerMessage(LogLevel.Information, "Camera {Camera} is back after {Outage} and {Failures} failures")]
    private static partial void LogBack(ILogger logger, CameraKey camera, TimeSpan outage, int failures);
}
