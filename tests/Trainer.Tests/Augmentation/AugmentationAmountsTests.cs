using Defects.Trainer.Augmentation;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Augmentation;

/// <summary>Each kind of change alone.</summary>
public sealed class AugmentationAmountsTests
{
    private const int Draws = 200;

    /// <summary>The most of it and the chance of a change in sight: of a blur one draw in nine is too small, and of the others a few per cent.</summary>
    public static TheoryData<string, double, double> Kinds => new()
    {
        { nameof(AugmentationAmounts.Crop), 0.3, 0.97 },
        { nameof(AugmentationAmounts.RotationDegrees), 15, 0.97 },
        { nameof(AugmentationAmounts.Perspective), 0.06, 0.97 },
        { nameof(AugmentationAmounts.Gain), 0.25, 0.97 },
        { nameof(AugmentationAmounts.Offset), 25, 0.97 },
        { nameof(AugmentationAmounts.Cast), 0.06, 0.97 },
        { nameof(AugmentationAmounts.BlurSigma), 0.9, 0.25 * 8 / 9 },
        { nameof(AugmentationAmounts.NoiseDeviation), 6, 0.35 },
        { nameof(AugmentationAmounts.JpegLoss), 45, 0.4 },
        { nameof(AugmentationAmounts.OccluderChance), 0.4, 0.4 },
        { nameof(AugmentationAmounts.GreyChance), 0.4, 0.4 },
        { nameof(AugmentationAmounts.DimChance), 0.4, 0.4 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Apply_OneKindAlone_ChangesItsShareOfTheFrames(string kind, double most, double chance)
    {
        var amounts = new AugmentationAmounts();
        typeof(AugmentationAmounts).GetProperty(kind)!.SetValue(amounts, most);
        using var frame = Bars();

        var changed = Enumerable.Range(0, Draws).Count(seed =>
        {
            using var before = Apply(frame, new AugmentationAmounts(), seed);
            using var after = Apply(frame, amounts, seed);
            return before.Size() != after.Size() || Cv2.Norm(before, after) > 0;
        });

        var deviation = Math.Sqrt(Draws * chance * (1 - chance));
        Assert.InRange(changed, Draws * chance - 3 * deviation, Draws * chance + 3 * deviation);
    }

    [Fact]
    public void Kinds_OfTheTheory_AreAllThereAre() => Assert.Equal(
        typeof(AugmentationAmounts).GetProperties().Where(p => p.PropertyType == typeof(double)).Select(p => p.Name).Order(),
        Kinds.Select(row => row.Data.Item1).Order());

    [Fact]
    public void Apply_NoKindAtAll_MirrorsHalfOfTheFrames()
    {
        using var frame = new Mat(60, 80, MatType.CV_8UC3, Scalar.All(0));
        Cv2.Rectangle(frame, new Rect(0, 0, 40, 60), Scalar.All(200), -1);

        var mirrored = Enumerable.Range(0, Draws).Count(seed =>
        {
            using var seen = Apply(frame, new AugmentationAmounts(), seed);
            using var left = seen[new Rect(0, 0, 40, 60)];
            Assert.InRange(Cv2.Mean(seen).Val0, 95, 105);
            return Cv2.Mean(left).Val0 < 10;
        });

        Assert.InRange(mirrored, 79, 121);
    }

    [Fact]
    public void Apply_GainAlone_MultipliesAllChannelsAlike() =>
        AssertGrey(new AugmentationAmounts { Gain = 0.25 }, of100: (75, 125), of0: (0, 0));

    [Fact]
    public void Apply_OffsetAlone_AddsToAllChannelsAlike() =>
        AssertGrey(new AugmentationAmounts { Offset = 25 }, of100: (75, 125), of0: (0, 25));

    [Fact]
    public void Apply_CastAlone_MultipliesEachChannelByItsOwn()
    {
        var means = Means(new AugmentationAmounts { Cast = 0.06 }, grey: 100);

        Assert.All(means, mean => Assert.All(new[] { mean.Val0, mean.Val1, mean.Val2 }, channel => Assert.InRange(channel, 94, 106)));
        Assert.InRange(means.Max(mean => Math.Abs(mean.Val0 - mean.Val2)), 8, 12);
    }

    /// <summary>Over many draws the means fill the range, up to a tenth of it at each end.</summary>
    private static void AssertGrey(AugmentationAmounts amounts, (double Low, double High) of100, (double Low, double High) of0)
    {
        foreach (var (grey, (low, high)) in new[] { (100, of100), (0, of0) })
        {
            var means = Means(amounts, grey);
            Assert.All(means, mean => Assert.Equal((mean.Val0, mean.Val0), (mean.Val1, mean.Val2)));
            Assert.InRange(means.Min(mean => mean.Val0), low, low + (high - low) / 10);
            Assert.InRange(means.Max(mean => mean.Val0), high - (high - low) / 10, high);
        }
    }

    private static List<Scalar> Means(AugmentationAmounts amounts, int grey)
    {
        using var frame = new Mat(6, 8, MatType.CV_8UC3, Scalar.All(grey));
        return [.. Enumerable.Range(0, Draws).Select(seed =>
        {
            using var seen = Apply(frame, amounts, seed);
            return Cv2.Mean(seen);
        })];
    }

    private static Mat Apply(Mat frame, AugmentationAmounts amounts, int seed) => FrameAugmentation.Apply(frame, amounts, [], side: 64, new Random(seed));

    private static Mat Bars()
    {
        var frame = new Mat(60, 80, MatType.CV_8UC3, Scalar.All(90));
        for (var x = 0; x < 80; x += 20)
        {
            Cv2.Rectangle(frame, new Rect(x, x / 2, 10, 15), new Scalar(30, x, 200), -1);
        }

        return frame;
    }
}
