namespace Defects.CameraFarm.Faults;

/// <summary>Answers with a web page, as a camera does that asks for its setup again. A stream ends, and whoever comes back gets the page.</summary>
internal sealed class WrongType : IBehaviour
{
    private static readonly byte[] Page = HttpAnswer.Of(200, "text/html", "<!doctype html><title>Camera</title><p>Please finish the setup.</p>\n");

    public async Task<bool> StreamAsync(Viewer viewer, CancellationToken ended)
    {
        if (!viewer.Streams)
        {
            await viewer.SendAsync(Page);
        }

        return false;
    }

    public Task<bool> SnapshotAsync(Viewer viewer, CancellationToken ended) => StreamAsync(viewer, ended);
}
