namespace Defects.Agent.Inference;

/// <summary>Counts what inference does; latencies over a window of the last frames, load over the last half minute or so.</summary>
internal sealed class InferenceStatistics(TimeProvider time)
{
    private const int Window = 1024;

    /// <summary>Time constant with which busy times and frames are forgotten.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly TimeSpan[] _latencies = new TimeSpan[Window];
    private readonly long _started = time.GetTimestamp();
    private long _frames;
    private long _batches;
    private long _undecodable;
    private int _queueDepth;
    private long _lastEnd;
    private (double Frames, double Busy, double All) _lately;

    public InferenceFigures Read()
    {
        lock (_lock)
        {
            var window = _latencies.AsSpan(0, (int)Math.Min(_frames, Window)).ToArray();
            Array.Sort(window);

            // Up to now, so that the load of a loop that came to rest goes down.
            var (frames, busy, all) = Forget(_lately, time.GetElapsedTime(_batches == 0 ? _started : _lastEnd));
            return new InferenceFigures(_frames, _batches, _undecodable, Quantile(window, 0.5), Quantile(window, 0.99), _queueDepth)
            {
                Capacity = busy > 0 ? frames / busy : null,
                Load = all > 0 ? busy / all : 0,
            };
        }
    }

    internal void AddFrame(TimeSpan latency)
    {
        lock (_lock)
        {
            _latencies[_frames++ % Window] = latency;
        }
    }

    internal void AddUndecodable()
    {
        lock (_lock)
        {
            _undecodable++;
        }
    }

    /// <param name="frames">Frames of the batch.</param>
    /// <param name="begun">Timestamp at which work on it began.</param>
    /// <param name="ended">Timestamp at which its last observer had seen it.</param>
    /// <param name="queueDepth">Cameras left for the next one.</param>
    internal void AddBatch(int frames, long begun, long ended, int queueDepth)
    {
        lock (_lock)
        {
            var passed = time.GetElapsedTime(_batches == 0 ? _started : _lastEnd, ended);
            var (framesBefore, busy, all) = Forget(_lately, passed);
            _lately = (framesBefore + frames, busy + time.GetElapsedTime(begun, ended).TotalSeconds, all);
            _lastEnd = ended;
            _batches++;
            _queueDepth = queueDepth;
        }
    }

    private static (double Frames, double Busy, double All) Forget((double Frames, double Busy, double All) sums, TimeSpan passed)
    {
        var kept = Math.Exp(-passed / Memory);
        return (sums.Frames * kept, sums.Busy * kept, (sums.All * kept) + passed.TotalSeconds);
    }

    // The smallest value that at least that share of all does not exceed.
    private static TimeSpan Quantile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max((int)Math.Ceiling(share * sorted.Length), 1) - 1];
}
