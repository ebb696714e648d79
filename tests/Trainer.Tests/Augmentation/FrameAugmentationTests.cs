using CsCheck;
using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using OpenCvSharp;
using Size = OpenCvSharp.Size;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class FrameAugmentationTests
{
    private const int Side = 224;

    [Fact]
    public void Apply_SameSeed_GivesTheSameBytesOnAnyThread()
    {
        using var frame = Chequers();
        var alone = Enumerable.Range(0, 12).Select(seed => Bytes(frame, seed)).ToList();

        var together = Enumerable.Range(0, 12).AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(seed => Bytes(frame, seed)).ToList();

        Assert.Equal(alone, together);
        Assert.Equal(12, alone.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Apply_AnyStrength_LeavesTheFrameItWasGivenUntouched()
    {
        using var frame = Chequers();
        using var before = frame.Clone();

        for (var seed = 0; seed < 20; seed++)
        {
            using var changed = FrameAugmentation.Apply(frame, AugmentationAmounts.Of(1, 1), [], Side, new Random(seed));
            Assert.Equal(MatType.CV_8UC3, changed.Type());
        }

        Assert.Equal(0, Cv2.Norm(before, frame));
    }

    [Fact]
    public void Apply_FullStrength_KeepsColoursWithinTheirBounds()
    {
        // Gain 0.75 to 1.25, cast 0.94 to 1.06, offset 25: grey 120 stays within 120 * 0.705 - 25 and 120 * 1.325 + 25.
        using var grey = new Mat(90, 120, MatType.CV_8UC3, Scalar.All(120));
        for (var seed = 0; seed < 50; seed++)
        {
            using var changed = FrameAugmentation.Apply(grey, AugmentationAmounts.Of(1, 1), [], Side, new Random(seed));
            var mean = Cv2.Mean(changed);
            Assert.All(new[] { mean.Val0, mean.Val1, mean.Val2 }, v => Assert.InRange(v, 58, 185));
            Assert.InRange(Math.Abs(mean.Val0 - mean.Val2), 0, 22);
        }
    }

    [Fact]
    public void Apply_WeakOrStrong_ChangesTheSameFramesByEachKind()
    {
        using var frame = Chequers();
        int[] Changed(AugmentationAmounts amounts) => [.. Enumerable.Range(0, 100).Where(seed =>
        {
            using var before = FrameAugmentation.Apply(frame, new AugmentationAmounts(), [], Side, new Random(seed));
            using var after = FrameAugmentation.Apply(frame, amounts, [], Side, new Random(seed));
            return Cv2.Norm(before, after) > 0;
        })];

        Assert.Equal(Changed(new AugmentationAmounts { NoiseDeviation = 60 }), Changed(new AugmentationAmounts { NoiseDeviation = 120 }));
        Assert.Equal(Changed(new AugmentationAmounts { JpegLoss = 30 }), Changed(new AugmentationAmounts { JpegLoss = 55 }));
        Assert.InRange(Changed(new AugmentationAmounts { NoiseDeviation = 120 }).Length, 20, 50);
        Assert.InRange(Changed(new AugmentationAmounts { JpegLoss = 55 }).Length, 25, 55);
    }

    [Fact]
    public void Apply_FullStrength_LeavesHalfOfTheBoxInThePicture()
    {
        // The box alone is white, so its pixels can be counted. Perspective may shrink a side by 6 %, and the smallest box loses a
        // pixel of 32 and one of 24 to rounding: half in sight is 0.5 / 1.06^2 * 31/32 * 23/24 = 0.41 of its pixels.
        Gen.Select(Gen.Double[0, 0.85], Gen.Double[0, 0.85], Gen.Double[0.1, 1], Gen.Double[0.1, 1], Gen.Int).Sample(
            (x, y, width, height, seed) =>
            {
                var box = new DefectBox(x, y, Math.Min(width, 1 - x), Math.Min(height, 1 - y));
                using var frame = new Mat(240, 320, MatType.CV_8UC3, Scalar.All(0));
                Cv2.Rectangle(frame, new Rect((int)(box.X * 320), (int)(box.Y * 240), (int)(box.Width * 320), (int)(box.Height * 240)), Scalar.All(255), -1);
                using var changed = FrameAugmentation.Apply(frame, AugmentationAmounts.Of(1, 0), [box], Side, new Random(seed));
                return Cv2.Mean(changed).Val0 / 255 * changed.Total() >= 0.41 * box.Area * 320 * 240;
            },
            iter: 1000);
    }

    [Fact]
    public void Apply_SeveralBoxes_LeavesHalfOfOne()
    {
        // Two corners that no crop of the largest size can hold together.
        using var frame = Chequers();
        DefectBox[] boxes = [new(0, 0, 0.05, 0.05), new(0.95, 0.95, 0.05, 0.05)];

        var sizes = Enumerable.Range(0, 40).Select(seed => Viewpoint.Draw(frame.Size(), AugmentationAmounts.Of(1, 0), boxes, new Random(seed))).ToList();

        Assert.All(sizes, seen => Assert.True(boxes.Max(box => seen.Shows(frame.Size(), box)) >= 0.5));
        Assert.Contains(sizes, seen => seen.Size.Width < 150);
    }

    [Fact]
    public void Apply_LargeFrame_IsReducedFirst()
    {
        using var large = new Mat(960, 1280, MatType.CV_8UC3, Scalar.All(90));
        using var changed = FrameAugmentation.Apply(large, new AugmentationAmounts(), [], Side, new Random(1));
        using var thin = new Mat(1, 2000, MatType.CV_8UC3, Scalar.All(90));
        using var line = FrameAugmentation.Apply(thin, new AugmentationAmounts(), [], Side, new Random(1));

        // 1.5 times 224 on the shorter side.
        Assert.Equal(new Size(448, 336), changed.Size());
        Assert.Equal(new Size(2000, 1), line.Size());
    }

    private static byte[] Bytes(Mat frame, int seed)
    {
        using var changed = FrameAugmentation.Apply(frame, AugmentationAmounts.Of(1, 1), [], Side, new Random(seed));
        return changed.ToBytes(".bmp");
    }

    private static Mat Chequers()
    {
        var frame = new Mat(120, 160, MatType.CV_8UC3, Scalar.All(90));
        for (var x = 0; x < 160; x += 20)
        {
            Cv2.Rectangle(frame, new Rect(x, x / 2, 10, 30), new Scalar(30, x, 200), -1);
        }

        return frame;
    }
}
