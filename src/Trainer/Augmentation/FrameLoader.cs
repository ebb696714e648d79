using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>Makes the frame that a request asks for: decoded, mixed, augmented. A function of files and request alone.</summary>
internal static class FrameLoader
{
    /// <param name="side">Of the network's input in pixels, which the caller reduces the frame to.</param>
    /// <returns>8-bit BGR of any size, which the caller disposes.</returns>
    /// <exception cref="InvalidDataException">A file is not the image any more that it was when the data was checked.</exception>
    public static Mat Load(FrameRequest request, int side)
    {
        var random = new Random(request.Seed);
        var frame = Decode(request.Path);
        var boxes = request.Boxes;
        if (request.Background is { } background)
        {
            using var defect = frame;
            frame = Decode(background);
            boxes = DefectPatch.Paste(defect, request.Pasted ?? boxes[0], boxes, frame, request.Size, random);
        }

        if (request.Augmentation is not { } amounts)
        {
            return frame;
        }

        using var plain = frame;
        return FrameAugmentation.Apply(plain, amounts, boxes, side, random);
    }

    private static Mat Decode(string path) => FramePreprocessing.TryDecode(File.ReadAllBytes(path))
        ?? throw new InvalidDataException($"{path}: not a complete image; it was one when the data was checked. Start again.");
}
