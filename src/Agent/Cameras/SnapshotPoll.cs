using System.Buffers;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras;

/// <summary>Fetches one picture after another from a camera that gives one a request.</summary>
internal sealed class SnapshotPoll(IFrameSink sink, StallTimeout stall, TimeSpan interval, TimeProvider time) : IDisposable
{
    private IMemoryOwner<byte> _body = FrameBuffers.Rent(64 << 10);

    /// <summary>Asks again each interval; an answer that takes longer delays the next request, and none are made up for.</summary>
    public async Task RepeatAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (true)
        {
            // The pause is ours, not the camera's.
            stall.Suspend();
            await timer.WaitForNextTickAsync(stop);
            stall.Restart();
            using var answer = await ask();
            await TakeAsync(answer);
        }
    }

    /// <exception cref="DeviceException">The answer is no picture.</exception>
    public async Task TakeAsync(HttpResponseMessage answer)
    {
        using var stream = await answer.Content.ReadAsStreamAsync(stall.Token);
        var length = 0;
        do
        {
            Grow(length);
            var count = await stream.ReadAsync(_body.Memory[length..], stall.Token);
            if (count == 0)
            {
                break;
            }

            length += count;
        }
        while (length <= JpegSplitter.MaxFrameBytes);

        var body = _body.Memory.Span[..length];
        RequirePicture(answer, body);
        sink.Offer(body, time.GetUtcNow());
    }

    public void Dispose() => _body.Dispose();

    private static void RequirePicture(HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        if (body.Length > JpegSplitter.MaxFrameBytes)
        {
            throw new DeviceException($"the picture is larger than {JpegSplitter.MaxFrameBytes >> 20} MiB; set the camera to a lower resolution");
        }

        if (!body.StartsWith<byte>([0xFF, 0xD8, 0xFF]) && !body.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            var type = answer.Content.Headers.ContentType?.MediaType ?? "of no stated type";
            throw new DeviceException(type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
                ? $"the answer is called {type} and its bytes are neither JPEG nor PNG: is the camera in trouble, or the picture of another kind?"
                : $"the answer is {type}, not a picture; expected JPEG, PNG or multipart/x-mixed-replace: is this the camera's web page instead of its picture?");
        }
    }

    private void Grow(int used)
    {
        if (used == _body.Memory.Length)
        {
            _body = FrameBuffers.Replace(_body, _body.Memory.Span, Math.Min(2 * used, JpegSplitter.MaxFrameBytes + 1));
        }
    }
}
