using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using OpenCvSharp;

namespace Defects.Agent.Inference;

/// <summary>From an encoded frame to a classifier's input slot.</summary>
internal static class FrameDecoding
{
    /// <returns>False where the bytes are no picture that is scored.</returns>
    public static bool TryFill(FrameClassifier classifier, int slot, ReadOnlySpan<byte> encoded, FrameView view)
    {
        using var frame = TryDecode(encoded, view);
        if (frame is null)
        {
            return false;
        }

        FramePreprocessing.Resize(frame, classifier.Input(slot), classifier.Model.InputSize, classifier.Model.InputSize);
        return true;
    }

    /// <returns>8-bit BGR, which the caller disposes; null where the bytes are no picture that is scored.</returns>
    public static Mat? TryDecode(ReadOnlySpan<byte> encoded, FrameView view) => PictureSize.IsAcceptable(encoded) ? view.Decode(encoded) : null;
}
