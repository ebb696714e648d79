using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// How much of the contrast of the finest simulated strings an augmentation leaves at the network's input.
/// <para>
/// A frame is rendered with its strings and without, and both are augmented with one seed, so that they differ by the strings
/// alone; noise is added to the first only, for it hides strings and would cancel out. Contrast is the mean absolute difference
/// of the two over the pixels of the strings less that over all others, in grey levels. The pixels of the strings are those
/// that differ once the picture has only been moved, and what is kept is the ratio to the contrast of that same move: crop and
/// rotation neither help nor count.
/// </para>
/// </summary>
public static class StringContrast
{
    // What the naked eye hardly tells apart on a bed is no pixel of a string.
    private const double LeastDifference = 6;

    /// <summary>The frames whose strings stand out least at the input, of several dozen that are labelled as stringing.</summary>
    public static IReadOnlyList<StringFrame> Finest(int frames, int side)
    {
        var set = new SimulatedDataset { Seed = 5, PrintsPerClass = 24, FramesPerPrint = 4 };
        return [.. set.Prints().Where(p => p.Print.Failure == DefectClass.Stringing).SelectMany(p => Frames(set, p.Print))
            .OrderBy(frame => Contrast(frame, new AugmentationAmounts(), seed: 0, side).Plain)
            .Take(frames)];
    }

    /// <param name="draws">Of each frame.</param>
    /// <returns>The mean share of contrast that is left, about 0 to 1; a draw that moves the strings out of sight counts as 0.</returns>
    public static double Kept(IReadOnlyList<StringFrame> frames, AugmentationAmounts amounts, int draws, int side) =>
        frames.AsParallel().Average(frame => Enumerable.Range(0, draws).Average(seed =>
        {
            var (plain, augmented) = Contrast(frame, amounts, seed, side);
            return plain > 0 ? augmented / plain : 0;
        }));

    private static IEnumerable<StringFrame> Frames(SimulatedDataset set, SimulatedPrint print)
    {
        using var renderer = new PrintRenderer(print);
        foreach (var frame in set.Frames(print).Where(f => f.Label == DefectClass.Stringing))
        {
            yield return new StringFrame(frame.Jpeg, renderer.RenderWithoutDefect(frame.Time).Jpeg, frame.Box!.Value);
        }
    }

    /// <summary>Of the frame that is only moved, and of the one that is augmented.</summary>
    private static (double Plain, double Augmented) Contrast(StringFrame frame, AugmentationAmounts amounts, int seed, int side)
    {
        using var moved = Difference(frame, amounts.GeometryOnly, amounts.GeometryOnly, seed, side);
        using var augmented = Difference(frame, amounts, amounts with { NoiseDeviation = 0 }, seed, side);
        using var strings = moved.GreaterThan(LeastDifference).ToMat();
        if (Cv2.CountNonZero(strings) == 0)
        {
            return (0, 0);
        }

        using var others = (~strings).ToMat();
        return (Cv2.Mean(moved, strings).Val0 - Cv2.Mean(moved, others).Val0, Cv2.Mean(augmented, strings).Val0 - Cv2.Mean(augmented, others).Val0);
    }

    /// <summary>Between the frames with strings and without, in grey levels, at the network's input.</summary>
    private static Mat Difference(StringFrame frame, AugmentationAmounts with, AugmentationAmounts without, int seed, int side)
    {
        using var stringing = Input(frame.With, with, frame.Box, seed, side);
        using var sound = Input(frame.Without, without, frame.Box, seed, side);
        using var difference = new Mat();
        Cv2.Absdiff(stringing, sound, difference);
        return difference.CvtColor(ColorConversionCodes.BGR2GRAY);
    }

    private static Mat Input(byte[] jpeg, AugmentationAmounts amounts, DefectBox box, int seed, int side)
    {
        using var frame = FramePreprocessing.TryDecode(jpeg)!;
        using var changed = FrameAugmentation.Apply(frame, amounts, [box], new Random(seed));
        var pixels = new byte[side * side * 3];
        FramePreprocessing.Resize(changed, pixels, side, side);
        using var view = Mat.FromPixelData(side, side, MatType.CV_8UC3, pixels);
        return view.Clone();
    }
}
