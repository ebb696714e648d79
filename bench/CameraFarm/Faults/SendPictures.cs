using Defects.CameraFarm.Pictures;

namespace Defects.CameraFarm.Faults;

/// <summary>Sends a picture at each of the camera's moments, as a camera in health does.</summary>
/// <param name="see">The picture of a frame.</param>
internal sealed class SendPictures(Func<long, Picture> see) : IBehaviour
{
    public async Task<bool> StreamAsync(Viewer viewer, CancellationToken ended)
    {
        await viewer.BeginStreamAsync();
        while (true)
        {
            var frame = await viewer.Camera.Clock.NextAsync(ended);
            await viewer.SendAsync(see(frame).Part);
            viewer.Camera.CountPicture();
        }
    }

    public async Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended)
    {
        var picture = see(viewer.Camera.Clock.Frame).Bytes;
        await viewer.BeginPictureAsync(picture.Length);
        await viewer.SendAsync(picture);
        viewer.Camera.CountPicture();
        return true;
    }
}
