namespace Defects.Agent.Cameras;

/// <summary>
/// Gives each frame of replayed footage the time it would have had: the start plus its place in the footage. Evidence is
/// counted in seconds, so footage that is replayed in a hurry must not look as if it were short. Never runs backwards.
/// </summary>
internal sealed class FootageClock(bool asFastAsPossible, TimeProvider time)
{
    private DateTimeOffset? _next;

    /// <summary>Starts or goes on: behind the last frame, or now where that is later.</summary>
    public void Start()
    {
        var now = time.GetUtcNow();
        _next = _next > now ? _next : now;
    }

    /// <summary>Hands a frame over at its time: at the footage's own pace, or as soon as the frame before was taken.</summary>
    public async Task PlayAsync(IFrameSink sink, ReadOnlyMemory<byte> encoded, TimeSpan step, CancellationToken stop)
    {
        var at = _next ?? throw new InvalidOperationException("The clock was not started.");
        if (asFastAsPossible)
        {
            await sink.WaitUntilTakenAsync(stop);
        }
        else if (at - time.GetUtcNow() is { } early && early > TimeSpan.Zero)
        {
            await Task.Delay(early, time, stop);
        }

        sink.Offer(encoded.Span, at);
        _next = at + step;
    }

    /// <summary>Completes when the last frame is through: taken, or shown for its time.</summary>
    public async Task FinishAsync(IFrameSink sink, CancellationToken stop)
    {
        if (asFastAsPossible)
        {
            await sink.WaitUntilTakenAsync(stop);
        }
    }
}
