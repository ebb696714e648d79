namespace Defects.Agent.Cameras;

/// <summary>
/// One attempt to read a source: hands its frames to every camera that shows it, and knows how long it has been silent. After
/// it was closed nothing of it gets through, however late a capture that was written off wakes up.
/// </summary>
internal sealed class Capture(IReadOnlyList<Camera> cameras, Action noteFrame, TimeProvider time) : IFrameSink
{
    private long _lastSign = time.GetTimestamp();
    private volatile bool _closed;

    /// <summary>Since the last frame, or since the attempt began.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _lastSign));

    public void Close() => _closed = true;

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        if (_closed)
        {
            return;
        }

        Interlocked.Exchange(ref _lastSign, time.GetTimestamp());
        foreach (var camera in cameras)
        {
            camera.Offer(encoded, capturedAt);
        }

        noteFrame();
    }

    public void Orient(int turn, bool flipHorizontal, bool flipVertical)
    {
        foreach (var camera in _closed ? [] : cameras)
        {
            camera.Orient(turn, flipHorizontal, flipVertical);
        }
    }

    public Task WaitUntilTakenAsync(CancellationToken stop) => Task.WhenAll(cameras.Select(camera => camera.WaitUntilTakenAsync(stop)));
}
