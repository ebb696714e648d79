using Defects.Agent.Devices;

namespace Defects.Agent.Cameras;

/// <summary>Reads pictures that come one after the other, with anything or nothing between them.</summary>
internal sealed class JpegStream(IFrameSink sink, StallTimeout stall, TimeProvider time)
{
    /// <summary>Pictures that began and were not taken, so far.</summary>
    private long _damaged;

    /// <summary>What is wrong with the pictures that did come, to go behind "no picture"; empty where none began.</summary>
    public string Trouble => _damaged == 0
        ? ""
        : $"; {_damaged} began and were cut off, or larger than {JpegSplitter.MaxFrameBytes >> 20} MiB: is the connection bad, or the resolution too high?";

    /// <returns>The pictures there were, when the stream ends.</returns>
    /// <exception cref="DeviceException">It sends more than a camera does.</exception>
    public async Task<long> ReadAsync(Stream stream)
    {
        var pictures = 0L;
        var flood = new FloodGuard(time);
        using var splitter = new JpegSplitter();
        while (await stream.ReadAsync(splitter.Space(), stall.Token) is var count and > 0)
        {
            var before = pictures;
            splitter.Advance(count);
            while (splitter.TryRead(out var jpeg))
            {
                pictures++;
                sink.Offer(jpeg, time.GetUtcNow());

                // Only a whole picture counts as a sign of life: a camera that sends bytes and no picture is as good as dead.
                stall.Restart();
            }

            _damaged = splitter.Damaged;
            flood.Add(count, (int)(pictures - before));
        }

        return pictures;
    }
}
