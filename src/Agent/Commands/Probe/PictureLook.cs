using Defects.Agent.Inference;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Agent.Commands.Probe;

/// <summary>What one picture looks like to a program.</summary>
/// <param name="Brightness">Mean grey value, 0 to 255.</param>
internal sealed record PictureLook(int Width, int Height, double Brightness)
{
    /// <returns>Null where the bytes are no picture that the agent would score.</returns>
    public static PictureLook? Of(ReadOnlySpan<byte> encoded)
    {
        using var frame = FrameDecoding.TryDecode(encoded, FrameView.Whole);
        if (frame is null)
        {
            return null;
        }

        using var grey = frame.CvtColor(ColorConversionCodes.BGR2GRAY);
        return new PictureLook(frame.Width, frame.Height, grey.Mean().Val0);
    }
}
