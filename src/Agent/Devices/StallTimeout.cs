namespace Defects.Agent.Devices;

/// <summary>A token that is cancelled when nothing has happened for a while, or when everything stops.</summary>
internal sealed class StallTimeout : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _stopping;

    public StallTimeout(TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        _limit = limit;
        _stop = stop;
        _source = new CancellationTokenSource(limit, time);
        _stopping = stop.Register(_source.Cancel);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>It was the wait that ended, not the program.</summary>
    public bool Expired => _source.IsCancellationRequested && !_stop.IsCancellationRequested;

    /// <summary>Something has happened: the wait begins anew.</summary>
    public void Restart() => _source.CancelAfter(_limit);

    /// <summary>What is happening now may take as long as it likes.</summary>
    public void Suspend() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _stopping.Dispose();
        _source.Dispose();
    }
}
