namespace Defects.CameraFarm.Faults;

/// <summary>Sends a byte at a time. When the fault ends, the rest of the picture comes at once, so that the next begins where one should.</summary>
internal sealed class Drip(TimeProvider time) : IBehaviour
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public async Task<bool> StreamAsync(Viewer viewer, CancellationToken ended)
    {
        await viewer.BeginStreamAsync();
        while (!ended.IsCancellationRequested)
        {
            await SendAsync(viewer, viewer.Camera.Current.Part, ended);
        }

        return true;
    }

    public async Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended)
    {
        var picture = viewer.Camera.Current.Bytes;
        await viewer.BeginPictureAsync(picture.Length);
        await SendAsync(viewer, picture, ended);
        return true;
    }

    private async Task SendAsync(Viewer viewer, ReadOnlyMemory<byte> bytes, CancellationToken ended)
    {
        var sent = 0;
        while (sent < bytes.Length && !ended.IsCancellationRequested)
        {
            await viewer.SendAsync(bytes.Slice(sent++, 1));
            await Task.Delay(Pace, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await viewer.SendAsync(bytes[sent..]);
        viewer.Camera.CountPicture();
    }
}
