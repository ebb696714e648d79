namespace Defects.Agent.Inference;

/// <summary>Counts what inference does; latencies over a window of the last frames.</summary>
internal sealed class InferenceStatistics
{
    private const int Window = 1024;

    private readonly Lock _lock = new();
    private readonly TimeSpan[] _latencies = new TimeSpan[Window];
    private long _frames;
    private long _batches;
    private long _undecodable;
    private int _queueDepth;

    public InferenceFigures Read()
    {
        lock (_lock)
        {
            var window = _latencies.AsSpan(0, (int)Math.Min(_frames, Window)).ToArray();
            Array.Sort(window);
            return new InferenceFigures(_frames, _batches, _undecodable, Quantile(window, 0.5), Quantile(window, 0.99), _queueDepth);
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

    internal void AddBatch(int queueDepth)
    {
        lock (_lock)
        {
            _batches++;
            _queueDepth = queueDepth;
        }
    }

    // The smallest value that at least that share of all does not exceed.
    private static TimeSpan Quantile(TimeSpan[] sorted, double share) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max((int)Math.Ceiling(share * sorted.Length), 1) - 1];
}
