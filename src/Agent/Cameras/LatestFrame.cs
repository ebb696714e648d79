using System.Diagnostics.CodeAnalysis;

namespace Defects.Agent.Cameras;

/// <summary>
/// Holds the newest frame of one camera and nothing else: with inference slower than the camera, an old frame is worth less
/// than a new one, and a queue would only add delay.
/// </summary>
internal sealed class LatestFrame
{
    private readonly Lock _lock = new();
    private CameraFrame? _frame;
    private long _arrived;
    private TaskCompletionSource? _taken;

    public bool IsEmpty => Volatile.Read(ref _frame) is null;

    /// <summary>Puts a frame in, which the slot owns from now on.</summary>
    /// <param name="arrived">Timestamp of the clock that latency is measured by.</param>
    /// <returns>False where a frame that nobody had taken was thrown away for it.</returns>
    public bool Put(CameraFrame frame, long arrived)
    {
        CameraFrame? replaced;
        lock (_lock)
        {
            replaced = _frame;
            _frame = frame;
            _arrived = arrived;
        }

        replaced?.Dispose();
        return replaced is null;
    }

    /// <summary>Takes the frame out; the caller disposes it.</summary>
    public bool TryTake([NotNullWhen(true)] out CameraFrame? frame, out long arrived)
    {
        TaskCompletionSource? taken;
        lock (_lock)
        {
            (frame, arrived, taken) = (_frame, _arrived, _taken);
            (_frame, _taken) = (null, null);
        }

        taken?.SetResult();
        return frame is not null;
    }

    /// <summary>Gives back what nobody will take any more.</summary>
    public void Clear()
    {
        if (TryTake(out var left, out _))
        {
            left.Dispose();
        }
    }

    /// <summary>Completes once the slot is empty: how a source that must not lose a frame waits its turn.</summary>
    public Task WaitUntilTakenAsync(CancellationToken stop)
    {
        lock (_lock)
        {
            if (_frame is null)
            {
                return Task.CompletedTask;
            }

            // Continuations must not run on the inference thread, which takes the frames.
            _taken ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _taken.Task.WaitAsync(stop);
        }
    }
}
