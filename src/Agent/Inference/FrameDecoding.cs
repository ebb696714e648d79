using Defects.Agent.Cameras;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using OpenCvSharp;

namespace Defects.Agent.Inference;

/// <summary>From the encoded frames of a batch to the classifier's input slots, on all threads.</summary>
internal sealed class FrameDecoding(int threads)
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };

    /// <param name="decoded">Set by slot: whether the frame was a picture.</param>
    public void Fill(FrameClassifier classifier, List<DueFrame> batch, bool[] decoded)
    {
        if (batch.Count == 1)
        {
            decoded[0] = TryFill(classifier, 0, batch[0].Frame);
            return;
        }

        Parallel.For(0, batch.Count, _parallel, slot => decoded[slot] = TryFill(classifier, slot, batch[slot].Frame));
    }

    /// <returns>8-bit BGR, which the caller disposes; null where the bytes are no picture that is scored.</returns>
    public static Mat? TryDecode(ReadOnlySpan<byte> encoded, FrameView view)
    {
        try
        {
            return PictureSize.IsAcceptable(encoded) ? view.Decode(encoded) : null;
        }
        catch (OpenCVException)
        {
            // OpenCV refuses some damage by exception instead of by an empty picture.
            return null;
        }
    }

    private static bool TryFill(FrameClassifier classifier, int slot, CameraFrame camera)
    {
        using var frame = TryDecode(camera.Encoded.Span, camera.View);
        if (frame is null)
        {
            return false;
        }

        FramePreprocessing.Resize(frame, classifier.Input(slot), classifier.Model.InputSize, classifier.Model.InputSize);
        return true;
    }
}
