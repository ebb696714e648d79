namespace Defects.CameraFarm.Faults;

/// <summary>Says nothing to anybody.</summary>
internal sealed class Stall : IBehaviour
{
    public async Task<bool> StreamAsync(Viewer viewer, CancellationToken ended)
    {
        // Where nothing is sent, nothing but this tells that the viewer has given up.
        await viewer.UntilGoneAsync(ended);
        return false;
    }

    public Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended) => StreamAsync(viewer, ended);
}
