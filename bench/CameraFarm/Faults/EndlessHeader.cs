namespace Defects.CameraFarm.Faults;

/// <summary>Begins an answer and never comes to its body. A stream ends, and whoever comes back gets the header.</summary>
internal sealed class EndlessHeader(TimeProvider time) : IBehaviour
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly byte[] Status = "HTTP/1.1 200 OK\r\n"u8.ToArray();
    private static readonly byte[] Line = "X-Patience: wait\r\n"u8.ToArray();

    public async Task<bool> StreamAsync(Viewer viewer, CancellationToken ended)
    {
        if (viewer.Streams)
        {
            return false;
        }

        await viewer.SendAsync(Status);
        while (!ended.IsCancellationRequested)
        {
            await viewer.SendAsync(Line);
            await Task.Delay(Pace, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    public Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended) => StreamAsync(viewer, ended);
}
