namespace Defects.Agent.Cameras;

/// <summary>Wakes the inference thread: a camera has a frame. Set twice before the wait wakes it once.</summary>
internal sealed class FrameSignal : IDisposable
{
    private readonly AutoResetEvent _event = new(initialState: false);

    public void Set() => _event.Set();

    public void Wait() => _event.WaitOne();

    public void Dispose() => _event.Dispose();
}
