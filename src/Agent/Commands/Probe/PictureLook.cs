using Defects.Agent.Cameras.Quality;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Probe;

/// <summary>What one picture looks like to the agent.</summary>
/// <param name="Fault">Why it shows no print; null where it may show one.</param>
internal sealed record PictureLook(int Width, int Height, CameraFault? Fault)
{
    private const int Side = 224;

    /// <returns>Null where the bytes are no picture that the agent would score.</returns>
    public static PictureLook? Of(ReadOnlySpan<byte> encoded)
    {
        using var frame = FrameDecoding.TryDecode(encoded, FrameView.Whole);
        if (frame is null)
        {
            return null;
        }

        var input = new byte[Side * Side * 3];
        FramePreprocessing.Resize(frame, input, Side, Side);
        var look = new FrameEye(QualityLimits.Default).Look(input, Side, DateTimeOffset.UnixEpoch);
        return new PictureLook(frame.Width, frame.Height, QualityLimits.Default.Judge(look, held: null));
    }
}
