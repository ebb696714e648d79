using Defects.Agent.Devices;
using Defects.Agent.Cameras;

namespace Defects.Agent.Commands.Probe;

/// <summary>Reads a source for a while, the way the agent would, and notes what comes.</summary>
internal sealed class CameraProbe(TimeProvider time) : IFrameSink
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();
    private byte[] _last = [];
    private (int Pictures, int Different, long Bytes) _counts;
    private TimeSpan? _firstAfter;
    private TimeSpan _lastAfter;

    /// <param name="duration">How long to look; replayed footage may end before.</param>
    public static async Task<ProbeFindings> RunAsync(CameraSettings settings, TimeSpan duration, TimeProvider time, CancellationToken stop)
    {
        var probe = new CameraProbe(time);
        using var over = new CancellationTokenSource(duration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        string? failure = null;
        try
        {
            await CameraSources.Open(settings, time).RunAsync(probe, either.Token);
        }
        catch (DeviceException e)
        {
            failure = e.Message;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            failure = probe._firstAfter is null ? $"no picture within {duration.TotalSeconds:0.#} s" : null;
        }

        return probe.Findings(failure);
    }

    void IFrameSink.Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        lock (_lock)
        {
            _lastAfter = time.GetElapsedTime(_started);
            _firstAfter ??= _lastAfter;
            _counts = (_counts.Pictures + 1, _counts.Different + (encoded.SequenceEqual(_last) ? 0 : 1), _counts.Bytes + encoded.Length);
            _last = encoded.ToArray();
        }
    }

    Task IFrameSink.WaitUntilTakenAsync(CancellationToken stop) => Task.CompletedTask;

    private ProbeFindings Findings(string? failure)
    {
        lock (_lock)
        {
            var (pictures, different, bytes) = _counts;
            var span = _lastAfter - (_firstAfter ?? _lastAfter);
            return new ProbeFindings(pictures, different, _firstAfter, span, pictures > 0 ? (int)(bytes / pictures) : 0, _last, failure);
        }
    }
}
