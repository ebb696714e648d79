using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Augmentation;

/// <summary>The finest strings are rendered once: that is what these tests cost.</summary>
public sealed class StringContrastTests(StringContrastTests.FinestStrings finest) : IClassFixture<StringContrastTests.FinestStrings>
{
    private const int Side = 224;

    [Fact]
    public void Kept_DefaultPolicy_LeavesTheFinestStringsSevenTenthsOfTheirContrast()
    {
        IReadOnlyList<ClassCount> counts = [new(DefectClass.Good, 1000, 10_000), new(DefectClass.Stringing, 1, 1)];
        var amounts = AugmentationPolicy.For(counts, new AugmentationOptions()).Of(DefectClass.Stringing)!;

        Assert.InRange(StringContrast.Kept(finest.Frames, amounts, draws: 50, Side).Mean, 0.7, 1);
    }

    [Fact]
    public void Kept_ViolentPolicy_DoesNotPass()
    {
        var violent = AugmentationAmounts.Of(1, 1) with { Offset = 150, Gain = 0.8, BlurSigma = 12, NoiseDeviation = 60, JpegLoss = 85 };

        Assert.InRange(StringContrast.Kept(finest.Frames, violent, draws: 25, Side).Mean, 0, 0.69);
    }

    [Fact]
    public void Kept_OneKindOverdone_Shows()
    {
        AugmentationAmounts[] overdone = [new() { Gain = 0.9 }, new() { BlurSigma = 12 }, new() { NoiseDeviation = 400 }];

        Assert.All(overdone, amounts => Assert.InRange(StringContrast.Kept(finest.Frames, amounts, draws: 15, Side).Mean, 0, 0.95));
    }

    [Fact]
    public void Kept_PictureOnlyMoved_IsAll() =>
        Assert.Equal(1, StringContrast.Kept(finest.Frames, AugmentationAmounts.Plain, draws: 5, Side).LowestTenth, 6);

    public sealed class FinestStrings
    {
        public IReadOnlyList<StringFrame> Frames { get; } = StringContrast.Finest(4, Side);
    }
}
