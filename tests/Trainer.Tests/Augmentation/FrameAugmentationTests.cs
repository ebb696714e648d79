using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class FrameAugmentationTests
{
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
            using var changed = FrameAugmentation.Apply(frame, 1, new Random(seed));
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
            using var changed = FrameAugmentation.Apply(grey, 1, new Random(seed));
            var mean = Cv2.Mean(changed);
            Assert.All(new[] { mean.Val0, mean.Val1, mean.Val2 }, v => Assert.InRange(v, 58, 185));
            Assert.InRange(Math.Abs(mean.Val0 - mean.Val2), 0, 22);
        }
    }

    [Fact]
    public void Policy_CommonStringing_KeepsItsFloor_AndRarerClassesGetMore()
    {
        var strengths = AugmentationPolicy.For(
            [new(DefectClass.Good, 10, 1000), new(DefectClass.UnderExtrusion, 10, 200), new(DefectClass.Stringing, 10, 1000), new(DefectClass.Spaghetti, 10, 100)]).Strengths;

        Assert.Equal(0.5, strengths[DefectClass.Good], 9);
        Assert.Equal(0.9, strengths[DefectClass.UnderExtrusion], 9);
        Assert.Equal(0.75, strengths[DefectClass.Stringing], 9);
        Assert.Equal(0.95, strengths[DefectClass.Spaghetti], 9);
    }

    private static byte[] Bytes(Mat frame, int seed)
    {
        using var changed = FrameAugmentation.Apply(frame, 1, new Random(seed));
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
