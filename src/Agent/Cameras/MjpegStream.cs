namespace Defects.Agent.Cameras;

/// <summary>Reads the endless answer of an MJPEG camera.</summary>
internal sealed class MjpegStream(IFrameSink sink, StallTimeout stall, TimeProvider time)
{
    /// <exception cref="CameraException">The camera closed the stream.</exception>
    public async Task ReadAsync(HttpResponseMessage answer)
    {
        using var stream = await answer.Content.ReadAsStreamAsync(stall.Token);
        using var splitter = new JpegSplitter();
        while (await stream.ReadAsync(splitter.Space(), stall.Token) is var count and > 0)
        {
            splitter.Advance(count);
            while (splitter.TryRead(out var jpeg))
            {
                sink.Offer(jpeg, time.GetUtcNow());

                // Only a whole picture counts as a sign of life: a camera that sends bytes and no picture is as good as dead.
                stall.Restart();
            }
        }

        throw new CameraException("the camera closed the stream");
    }
}
