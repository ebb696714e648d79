using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Sampling;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class SceneDrawTests
{
    [Fact]
    public void Apply_GreyAlways_LeavesNoColour()
    {
        using var frame = new Mat(90, 120, MatType.CV_8UC3, new Scalar(20, 80, 200));

        using var changed = FrameAugmentation.Apply(frame, new AugmentationAmounts { GreyChance = 1 }, [], 224, new Random(1));

        // 0.114 x 20 + 0.587 x 80 + 0.299 x 200 (ITU-R BT.601) = 109.04
        Assert.Equal(new Scalar(109, 109, 109), Cv2.Mean(changed));
    }

    [Fact]
    public void Apply_DimAlways_TakesAThirdToThreeQuartersOfTheLightAndAddsNoise()
    {
        using var frame = new Mat(90, 120, MatType.CV_8UC3, Scalar.All(200));
        List<double> light = [];
        for (var seed = 0; seed < 50; seed++)
        {
            using var changed = FrameAugmentation.Apply(frame, new AugmentationAmounts { DimChance = 1 }, [], 224, new Random(seed));
            Cv2.MeanStdDev(changed, out var mean, out var deviation);
            light.Add(mean.Val0 / 200);
            Assert.InRange(deviation.Val0, 2.5, 7.5);
        }

        Assert.InRange(light.Min(), 0.24, 0.35);
        Assert.InRange(light.Max(), 0.55, 0.66);
    }

    [Fact]
    public void Apply_GreyAndNoise_LeavesNoColourInTheNoise()
    {
        using var frame = new Mat(90, 120, MatType.CV_8UC3, new Scalar(20, 80, 200));
        for (var seed = 0; seed < 20; seed++)
        {
            using var changed = FrameAugmentation.Apply(frame, new AugmentationAmounts { GreyChance = 1, DimChance = 1, NoiseDeviation = 6 }, [], 224, new Random(seed));
            var channels = changed.Split();
            Assert.Equal(0, Cv2.Norm(channels[0], channels[2]));
            Array.ForEach(channels, channel => channel.Dispose());
        }
    }

    [Fact]
    public void Apply_OccluderAlways_IsInThePicture()
    {
        using var frame = new Mat(90, 120, MatType.CV_8UC3, new Scalar(3, 250, 7));
        var seen = Enumerable.Range(0, 20).Count(seed =>
        {
            using var changed = FrameAugmentation.Apply(frame, new AugmentationAmounts { OccluderChance = 1 }, [], 224, new Random(seed));
            return Cv2.Norm(changed, frame, NormTypes.INF) > 30;
        });

        Assert.InRange(seen, 15, 20);
    }

    [Fact]
    public void Apply_OneKindSwitchedOn_LeavesTheOthersAsTheyFell()
    {
        using var frame = new Mat(90, 120, MatType.CV_8UC3, new Scalar(20, 80, 200));
        int[] Grey(AugmentationAmounts amounts) => [.. Enumerable.Range(0, 100).Where(seed =>
        {
            using var changed = FrameAugmentation.Apply(frame, amounts with { GreyChance = 0.5 }, [], 224, new Random(seed));
            return changed.At<Vec3b>(45, 60) is var pixel && Math.Abs(pixel.Item0 - pixel.Item2) < 60;
        })];

        var alone = Grey(new AugmentationAmounts());

        Assert.InRange(alone.Length, 35, 65);
        Assert.Equal(alone, Grey(new AugmentationAmounts { OccluderChance = 1e-9, DimChance = 1e-9 }));
    }

    [Fact]
    public void Policy_Scene_IsTheSameForEveryClass()
    {
        var options = new AugmentationOptions { ExtraPerspective = 0.1, OccluderShare = 0.3, GreyShare = 0.2, DimShare = 0.1 };
        var policy = AugmentationPolicy.For([new ClassCount(DefectClass.Good, 9, 900), new ClassCount(DefectClass.Stringing, 2, 20)], options);

        foreach (var item in (DefectClass[])[DefectClass.Good, DefectClass.Stringing])
        {
            var (with, without) = (policy.Of(item)!, (policy with { Scene = new AugmentationOptions() }).Of(item)!);
            Assert.Equal(without with { Perspective = without.Perspective + 0.1, OccluderChance = 0.3, GreyChance = 0.2, DimChance = 0.1 }, with);
        }
    }
}
