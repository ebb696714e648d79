using Defects.Shared.Classes;
using Defects.Shared.Files;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// Training frames as the network gets them, a row for each class: one frame as it is and changed seven times. Whoever cannot
/// tell the class from every picture of a row has found an augmentation that is too strong.
/// </summary>
public static class AugmentationSheet
{
    private const int Columns = 8;
    private const int Mixed = 3;
    private const int Far = 2;
    private const int Side = 224;

    /// <summary>Writes the sheet; of a class that is mixed, the last three are, and where frames are shown from farther away, two before.</summary>
    /// <param name="file">Its extension says how it is encoded: .jpg or .png.</param>
    /// <param name="seed">Chooses frames and changes.</param>
    public static void Write(string file, IReadOnlyList<LabelledImage> training, AugmentationPolicy policy, DefectMixing mixing, int seed)
    {
        var classes = training.GroupBy(i => i.Label).OrderBy(g => g.Key.Id).ToList();
        using var sheet = new Mat(classes.Count * Side, Columns * Side, MatType.CV_8UC3);
        for (var row = 0; row < classes.Count; row++)
        {
            Draw(sheet[new Rect(0, row * Side, sheet.Width, Side)], [.. classes[row]], policy, mixing, new Random(Seed.Of(seed, row)));
        }

        Cv2.ImEncode(Path.GetExtension(file), sheet, out var encoded);
        WholeFile.Write(file, encoded);
    }

    private static void Draw(Mat row, IReadOnlyList<LabelledImage> images, AugmentationPolicy policy, DefectMixing mixing, Random random)
    {
        using var whole = row;
        var mixable = images.Where(i => mixing.ChanceFor(i) > 0).ToList();
        var image = mixable.Count > 0 ? mixable[random.Next(mixable.Count)] : images[random.Next(images.Count)];
        for (var column = 0; column < Columns; column++)
        {
            var request = new FrameRequest(image.Path, 0, column == 0 ? null : policy.Of(image.Label), random.Next()) { Boxes = image.Boxes };
            var (shown, how) = column >= Columns - Mixed && mixable.Count > 0 ? (mixing.Mix(request, image, random), "mixed, ")
                : column is >= Columns - Mixed - Far and < Columns - Mixed && mixing.ChanceOfFar > 0 ? (mixing.Far(request, image, random), "far, ")
                : (request, "");
            using var frame = FrameLoader.Load(shown, Side);
            using var tile = whole[new Rect(column * Side, 0, Side, Side)];
            Paint(frame, tile, Caption(image.Label, policy.Strengths[image.Label], column, how));
        }
    }

    private static void Paint(Mat frame, Mat tile, string caption)
    {
        var pixels = new byte[Side * Side * 3];
        FramePreprocessing.Resize(frame, pixels, Side, Side);
        using var input = Mat.FromPixelData(Side, Side, MatType.CV_8UC3, pixels);
        input.CopyTo(tile);
        ContactSheet.Caption(tile, caption);
    }

    private static string Caption(DefectClass label, double strength, int column, string how) =>
        column == 0 ? $"{label.Name}" : FormattableString.Invariant($"{how}strength {strength:0.00}");
}
