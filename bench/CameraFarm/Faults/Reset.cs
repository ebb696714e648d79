namespace Defects.CameraFarm.Faults;

/// <summary>Resets the connection: in the middle of a picture where one streams, else before any answer.</summary>
internal sealed class Reset : IBehaviour
{
    public async Task<bool> StreamAsync(Viewer viewer, CancellationToken ended)
    {
        if (viewer.Streams)
        {
            var part = viewer.Camera.Current.Part;
            await viewer.SendAsync(part.AsMemory(0, part.Length / 2));
        }

        viewer.Reset();
        return false;
    }

    public Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended) => StreamAsync(viewer, ended);
}
