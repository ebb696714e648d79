using Defects.Agent.Devices;
namespace Defects.Agent.Cameras;

/// <summary>
/// Gives a camera up that sends more than any camera does: read at whatever speed it comes, one of them would take the processor
/// from all the others.
/// </summary>
internal sealed class FloodGuard(TimeProvider time)
{
    /// <summary>Twice what 4K at 30 pictures a second takes as JPEG of good quality.</summary>
    public const long BytesASecond = 128 << 20;

    /// <summary>Twice the fastest camera there is.</summary>
    public const int PicturesASecond = 250;

    private long _since = time.GetTimestamp();
    private long _bytes;
    private int _pictures;

    /// <exception cref="DeviceException">It was too much within a second.</exception>
    public void Add(int bytes, int pictures)
    {
        if (time.GetElapsedTime(_since) >= TimeSpan.FromSeconds(1))
        {
            (_since, _bytes, _pictures) = (time.GetTimestamp(), 0, 0);
        }

        (_bytes, _pictures) = (_bytes + bytes, _pictures + pictures);
        if (_bytes > BytesASecond || _pictures > PicturesASecond)
        {
            throw new DeviceException(
                $"it floods: {_bytes >> 20} MiB and {_pictures} pictures within a second, where {BytesASecond >> 20} MiB and {PicturesASecond} are taken; "
                + "lower its frame rate or resolution");
        }
    }
}
