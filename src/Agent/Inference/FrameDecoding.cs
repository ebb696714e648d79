using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using OpenCvSharp;

namespace Defects.Agent.Inference;

/// <summary>From the encoded frames of a batch to the classifier's input slots, on all threads.</summary>
internal sealed class FrameDecoding(int threads)
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Fills the slots with the frames of a batch; each camera judges its own on the way.</summary>
    /// <param name="decoded">Set by slot: whether the frame was a picture.</param>
    public void Fill(FrameClassifier classifier, List<DueFrame> batch, bool[] decoded) => ForEach(batch.Count, slot =>
    {
        var (camera, frame, _) = batch[slot];
        decoded[slot] = TryFill(classifier, slot, frame.Encoded.Span, frame.View);
        if (decoded[slot])
        {
            camera.Judge(classifier.Input(slot), classifier.Model.InputSize, frame.CapturedAt);
        }
    });

    /// <summary>Runs something for each slot on as many threads as decoding may take.</summary>
    public void ForEach(int slots, Action<int> work)
    {
        if (slots == 1)
        {
            work(0);
        }
        else
        {
            Parallel.For(0, slots, _parallel, work);
        }
    }

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
}
