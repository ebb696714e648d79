using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// How much of the contrast of the finest simulated strings an augmentation leaves at the network's input.
/// <para>
/// A frame is rendered with its strings and without, and both are augmented with one seed, so that they differ by the strings
/// alone; noise is added to the first only, for it hides strings and would cancel out. Let t be the signed difference of the two
/// where they are only moved (crop, mirror, rotation, perspective), taken over the pixels where it can be seen, and d the
/// difference at these pixels where they are augmented. What is kept is d.t / (|t| max(|t|, |d|)): 1 where d is t; the gain
/// where contrast is lowered, and 1 where it is raised; the cosine between the two where noise or JPEG's blocks come on top;
/// less where blur carries the strings away from their pixels. The move itself neither helps nor counts.
/// </para>
/// </summary>
public static class StringContrast
{
    // What the naked eye hardly tells apart on a bed is no pixel of a string.
    private const double LeastDifference = 6;

    /// <summary>The frames whose strings stand out least at the input, of several dozen that are labelled as stringing.</summary>
    /// <param name="side">Of the network's input in pixels.</param>
    public static IReadOnlyList<StringFrame> Finest(int frames, int side)
    {
        var set = new SimulatedDataset { Seed = 5, PrintsPerClass = 12, FramesPerPrint = 4 };
        return [.. set.Prints().Where(p => p.Print.Failure == DefectClass.Stringing).SelectMany(p => Frames(set, p.Print))
            .OrderBy(frame => Contrast(frame, side))
            .Take(frames)];
    }

    /// <param name="draws">Of each frame.</param>
    /// <param name="side">Of the network's input in pixels.</param>
    public static ContrastKept Kept(IReadOnlyList<StringFrame> frames, AugmentationAmounts amounts, int draws, int side)
    {
        var shares = frames.AsParallel().SelectMany(frame => Enumerable.Range(0, draws).Select(draw => Share(frame, amounts, Seed.Of(draw), side))).Order().ToList();
        return new ContrastKept(shares.Average(), shares[shares.Count / 10]);
    }

    private static IEnumerable<StringFrame> Frames(SimulatedDataset set, SimulatedPrint print)
    {
        using var renderer = new PrintRenderer(print);
        foreach (var frame in set.Frames(print).Where(f => f.Label == DefectClass.Stringing))
        {
            yield return new StringFrame(Decode(frame), Decode(renderer.RenderWithoutDefect(frame.Time)), frame.Box!.Value);
        }
    }

    /// <summary>Root mean square over the strings' pixels, in grey levels.</summary>
    private static double Contrast(StringFrame frame, int side)
    {
        using var strings = Difference(frame, new AugmentationAmounts(), new AugmentationAmounts(), seed: 0, side);
        using var seen = Seen(strings);
        return Cv2.Norm(strings, NormTypes.L2, seen) / Math.Sqrt(Cv2.CountNonZero(seen) + 1);
    }

    private static double Share(StringFrame frame, AugmentationAmounts amounts, int seed, int side)
    {
        using var moved = Difference(frame, amounts.GeometryOnly(), amounts.GeometryOnly(), seed, side);
        using var augmented = Difference(frame, amounts, amounts with { NoiseDeviation = 0 }, seed, side);
        using var seen = Seen(moved);
        using var unseen = (~seen).ToMat();
        moved.SetTo(Scalar.Black, unseen);
        augmented.SetTo(Scalar.Black, unseen);
        var (before, after) = (Cv2.Norm(moved), Cv2.Norm(augmented));
        return before > 0 ? augmented.Dot(moved) / (before * Math.Max(before, after)) : 0;
    }

    /// <summary>The frame with strings less the one without, at the network's input: signed grey levels.</summary>
    private static Mat Difference(StringFrame frame, AugmentationAmounts with, AugmentationAmounts without, int seed, int side)
    {
        using var stringing = Input(frame.With, with, frame.Box, seed, side);
        using var sound = Input(frame.Without, without, frame.Box, seed, side);
        using var difference = new Mat();
        Cv2.Subtract(stringing, sound, difference, dtype: MatType.CV_32F);
        return difference.CvtColor(ColorConversionCodes.BGR2GRAY);
    }

    private static Mat Seen(Mat difference)
    {
        using var size = difference.Abs().ToMat();
        return size.GreaterThan(LeastDifference).ToMat();
    }

    private static Mat Input(Mat frame, AugmentationAmounts amounts, DefectBox box, int seed, int side)
    {
        using var changed = FrameAugmentation.Apply(frame, amounts, [box], side, new Random(seed));
        var pixels = new byte[side * side * 3];
        FramePreprocessing.Resize(changed, pixels, side, side);
        using var view = Mat.FromPixelData(side, side, MatType.CV_8UC3, pixels);
        return view.Clone();
    }

    private static Mat Decode(SimulatedFrame frame) => FramePreprocessing.TryDecode(frame.Jpeg)!;
}
