namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// What messages have told so far: folded into a state as they come, looked at whenever there is time. However fast they come and however
/// slowly somebody looks, only the state is kept. Thread-safe.
/// </summary>
/// <typeparam name="TState">Immutable.</typeparam>
internal sealed class Heard<TState>(TState first)
{
    private readonly Lock _lock = new();
    private TState _state = first;
    private TaskCompletionSource _news = NewSource();

    public TState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public void Fold(Func<TState, TState> step)
    {
        lock (_lock)
        {
            _state = step(_state);
            _news.TrySetResult();
        }
    }

    /// <summary>Waits until something was heard since the last wait ended, or for the longest wait.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken stop)
    {
        Task news;
        lock (_lock)
        {
            news = _news.Task;
        }

        try
        {
            await news.WaitAsync(longest, time, stop);
        }
        catch (TimeoutException)
        {
            return;
        }

        lock (_lock)
        {
            _news = NewSource();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
