using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using OpenCvSharp;

namespace Defects.Trainer.Evaluation;

/// <summary>A mistake, with an outline around where the model saw what it said.</summary>
/// <param name="Split">The split it is from.</param>
/// <param name="Jpeg">The image with the outline, small enough for a report.</param>
public sealed record MistakePicture(string Split, Mistake Mistake, byte[] Jpeg)
{
    /// <summary>Worst mistakes shown of a split: a screen or two on a phone.</summary>
    private const int MostOfASplit = 12;

    private const int LongestSide = 320;

    /// <summary>The worst mistakes of each split, seen once more by the model that made them.</summary>
    public static IReadOnlyList<MistakePicture> Of(FrameClassifier classifier, IEnumerable<SplitEvaluation> splits) =>
        [.. splits.SelectMany(split => Mistake.Worst(split, MostOfASplit).Select(m => new MistakePicture(split.Name, m, Draw(classifier, m))))];

    private static byte[] Draw(FrameClassifier classifier, Mistake mistake)
    {
        using var frame = BundleScoring.Load(classifier, mistake.Prediction.Image.Path);
        classifier.Run(1);
        var cells = classifier.HeatmapHeight * classifier.HeatmapWidth;
        var map = classifier.Heatmap(0).Slice(classifier.Model.ClassSet().ColumnOf(mistake.Said) * cells, cells);

        using var small = new Mat();
        var scale = Math.Min(1, (double)LongestSide / Math.Max(frame.Width, frame.Height));
        Cv2.Resize(frame, small, default, scale, scale, InterpolationFlags.Area);
        HeatmapOutline.Draw(small, map, classifier.HeatmapHeight, classifier.HeatmapWidth, thickness: 2);
        return small.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 75));
    }
}
