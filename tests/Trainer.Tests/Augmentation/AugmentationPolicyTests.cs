using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class AugmentationPolicyTests
{
    private static readonly IReadOnlyList<ClassCount> Counts =
        [new(DefectClass.Good, 10, 1000), new(DefectClass.UnderExtrusion, 10, 200), new(DefectClass.Stringing, 10, 1000), new(DefectClass.Spaghetti, 10, 100)];

    [Fact]
    public void For_CommonStringing_KeepsItsFloor_AndRarerClassesGetMore()
    {
        var strengths = Policy(AugmentationKind.MinorityFirst).Strengths;

        Assert.Equal(0.5, strengths[DefectClass.Good], 9);
        Assert.Equal(0.9, strengths[DefectClass.UnderExtrusion], 9);
        Assert.Equal(0.75, strengths[DefectClass.Stringing], 9);
        Assert.Equal(0.95, strengths[DefectClass.Spaghetti], 9);
    }

    [Theory]
    [InlineData(AugmentationKind.Plain)]
    [InlineData(AugmentationKind.MinorityFirst)]
    public void Of_AnyClass_HasTheSameKindsOfChange(AugmentationKind kind)
    {
        var policy = Policy(kind);

        Assert.Single(Counts.Select(count => string.Join(' ', Kinds(policy.Of(count.Class)!))).Distinct());
    }

    [Fact]
    public void Of_FineArtefacts_MoveLikeOthersAndKeepTheirContrast()
    {
        // At most 0.6 of the largest: 0.6 * 0.9 pixels of blur, 0.6 * 6 grey levels of noise, 0.6 * 0.25 gain, 0.6 * 45 points.
        var policy = Policy(AugmentationKind.MinorityFirst);
        foreach (var fine in new[] { policy.Of(DefectClass.Stringing)!, policy.Of(DefectClass.UnderExtrusion)! })
        {
            Assert.Equal(0.54, fine.BlurSigma, 9);
            Assert.Equal(3.6, fine.NoiseDeviation, 9);
            Assert.Equal(0.15, fine.Gain, 9);
            Assert.Equal(27, fine.JpegLoss, 9);
        }

        Assert.Equal(0.9 * 15, policy.Of(DefectClass.UnderExtrusion)!.RotationDegrees, 9);
        Assert.Equal(0.95 * 6, policy.Of(DefectClass.Spaghetti)!.NoiseDeviation, 9);
    }

    [Fact]
    public void Of_PlainAndNone_TreatAllClassesAlike()
    {
        Assert.All(Counts, count => Assert.Equal(new AugmentationAmounts { Crop = 0.15 }, Policy(AugmentationKind.Plain).Of(count.Class)));
        Assert.All(Counts, count => Assert.Null(Policy(AugmentationKind.None).Of(count.Class)));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Problems_ShareThatIsNoChance_IsNamed(double share) =>
        Assert.Contains("from 0 to 1", Assert.Single(new AugmentationOptions { MixingShare = share }.Problems()));

    [Fact]
    public void Problems_Defaults_AreFine()
    {
        Assert.Empty(new AugmentationOptions().Problems());
        Assert.Contains("MinorityFirst", Assert.Single(new AugmentationOptions { Policy = (AugmentationKind)9 }.Problems()));
    }

    private static AugmentationPolicy Policy(AugmentationKind kind) => AugmentationPolicy.For(Counts, new AugmentationOptions { Policy = kind });

    private static IEnumerable<string> Kinds(AugmentationAmounts amounts) =>
        typeof(AugmentationAmounts).GetProperties()
            .Where(p => p.PropertyType == typeof(double) && (double)p.GetValue(amounts)! > 0)
            .Select(p => p.Name);
}
