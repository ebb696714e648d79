using Defects.Agent.Cameras.Quality;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Probe;

/// <summary>What one picture looks like to the agent.</summary>
/// <param name="Fault">Why it shows no print; null where it may show one.</param>
internal sealed record PictureLook(int Width, int Height, CameraFault? Fault)
{
    /// <returns>Null where the bytes are no picture that the agent would score.</returns>
    public static PictureLook? Of(ReadOnlySpan<byte> encoded)
    {
        using var frame = FrameDecoding.TryDecode(encoded, FrameView.Whole);
        return frame is null ? null : new PictureLook(frame.Width, frame.Height, SinglePicture.FaultOf(frame));
    }
}
