using System.Collections.Concurrent;
using Defects.Agent.Cameras;

namespace Defects.Agent.Tests.Cameras;

/// <summary>Remembers what a source delivers, and takes each frame at once.</summary>
internal sealed class RecordingSink : IFrameSink
{
    private readonly ConcurrentQueue<Frame> _frames = [];

    public sealed record Frame(byte[] Encoded, DateTimeOffset CapturedAt);

    public IReadOnlyList<Frame> Frames => [.. _frames];

    public Action? OnFrame { get; set; }

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        _frames.Enqueue(new Frame(encoded.ToArray(), capturedAt));
        OnFrame?.Invoke();
    }

    public Task WaitUntilTakenAsync(CancellationToken stop) => Task.CompletedTask;
}
