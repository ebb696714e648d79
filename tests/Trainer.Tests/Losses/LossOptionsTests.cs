using Defects.Shared.Classes;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Losses;

public sealed class LossOptionsTests
{
    private static readonly LossOptions Focal = new() { Kind = LossKind.Focal, Weights = ClassWeights.InverseFrequency };

    [Fact]
    public void Problems_Defaults_AreNone() => Assert.Empty(new LossOptions().Problems(new SamplingOptions()));

    public static TheoryData<LossOptions, SamplingOptions, string> Wrong => new()
    {
        { new() { Kind = LossKind.Focal, Gamma = 0.5 }, new(), "loss gamma 0.5: expected 0, or 1 and more" },
        { new() { Kind = LossKind.Focal, Gamma = double.NaN }, new(), "loss gamma NaN" },
        { new() { Kind = LossKind.LogitAdjusted, Tau = 1.5 }, new(), "loss tau 1.5: expected 0 to 1" },
        { new() { Weights = ClassWeights.EffectiveNumber, Beta = 1 }, new(), "loss beta 1: expected 0 to below 1" },
        { new() { Kind = LossKind.BalancedSoftmax, Weights = ClassWeights.InverseFrequency }, new(), "loss BalancedSoftmax with weights InverseFrequency: both counter" },
        { new() { Kind = LossKind.LogitAdjusted, Weights = ClassWeights.EffectiveNumber }, new(), "loss LogitAdjusted with weights EffectiveNumber: both counter" },
        { Focal, new() { MaxAlphaRatio = 50 }, "loss Focal of gamma 2 with a weight ratio of up to 50: both favour" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Problems_HarmfulValueOrCombination_IsOneLine(LossOptions loss, SamplingOptions sampling, string expected) =>
        Assert.StartsWith(expected, Assert.Single(loss.Problems(sampling)));

    [Fact]
    public void Problems_WeightsWithOtherLosses_OrAnUnusedValueOutOfRange_AreNone()
    {
        Assert.Empty(new LossOptions { Weights = ClassWeights.InverseFrequency, Gamma = 0.5, Tau = 7 }.Problems(new SamplingOptions { MaxAlphaRatio = 50 }));
        Assert.Empty(new LossOptions { Kind = LossKind.BalancedSoftmax }.Problems(new SamplingOptions()));
        Assert.Empty((Focal with { Gamma = 1 }).Problems(new SamplingOptions { MaxAlphaRatio = 50 }));
    }

    [Fact]
    public void Problems_OfARun_TellThoseOfSamplingAndLossAtOnce() => Assert.Equal(
        2, new TrainOptions { Loss = new LossOptions { Kind = LossKind.Focal, Gamma = 0.5 }, Sampling = new SamplingOptions { MaxRepeats = 0 } }.Problems().Count());

    [Theory]
    [InlineData(0.9, 1.0003)]
    [InlineData(0.99, 1.84)]
    [InlineData(0.999, 13.1)]
    [InlineData(0.9999, 42.4)]
    public void WeightOf_EffectiveNumber_OfSeventyEightAgainstFourThousand_IsTheRatioOfThePaper(double beta, double ratio)
    {
        // By Python: (1 - b ** 4000) / (1 - b ** 78).
        var loss = new LossOptions { Weights = ClassWeights.EffectiveNumber, Beta = beta };
        Assert.Equal(ratio, loss.WeightOf(78, 1) / loss.WeightOf(4000, 1), ratio * 0.005);
    }

    [Fact]
    public void FittedPrior_CappedRepeatsAndWeights_IsOfWhatIsReallyDrawnAndWeighed()
    {
        // 1000 : 1 with q = 0.5 asks for 31 draws of the one image; 8 are drawn. Its weight would be 1000^0.25 = 5.62 times the other.
        var plan = SamplingPlan.For([new(DefectClass.Good, 1, 1000), new(DefectClass.Spaghetti, 1, 1)], new SamplingOptions(), Focal);
        Assert.Equal([970, 8], plan.Classes.Select(c => c.Draws));

        var prior = Focal.FittedPrior(plan);

        Assert.Equal(8 * Math.Pow(1000, 0.25) / (970 + 8 * Math.Pow(1000, 0.25)), prior[DefectClass.Spaghetti], 9);
        Assert.Equal(1, prior.Values.Sum(), 9);
    }
}
