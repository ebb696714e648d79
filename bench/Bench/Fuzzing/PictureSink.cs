using Defects.Agent.Cameras;

namespace Defects.Bench.Fuzzing;

/// <summary>Keeps what a source offers.</summary>
internal sealed class PictureSink : IFrameSink
{
    public List<byte[]> Pictures { get; } = [];

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt) => Pictures.Add(encoded.ToArray());

    public Task WaitUntilTakenAsync(CancellationToken stop) => Task.CompletedTask;
}
