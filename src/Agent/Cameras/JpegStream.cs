namespace Defects.Agent.Cameras;

/// <summary>Reads pictures that come one after the other, with anything or nothing between them.</summary>
internal sealed class JpegStream(IFrameSink sink, StallTimeout stall, TimeProvider time)
{
    /// <returns>The pictures there were, when the stream ends.</returns>
    public async Task<long> ReadAsync(Stream stream)
    {
        var pictures = 0L;
        using var splitter = new JpegSplitter();
        while (await stream.ReadAsync(splitter.Space(), stall.Token) is var count and > 0)
        {
            splitter.Advance(count);
            while (splitter.TryRead(out var jpeg))
            {
                pictures++;
                sink.Offer(jpeg, time.GetUtcNow());

                // Only a whole picture counts as a sign of life: a camera that sends bytes and no picture is as good as dead.
                stall.Restart();
            }
        }

        return pictures;
    }
}
