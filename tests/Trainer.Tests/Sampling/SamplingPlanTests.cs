using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class SamplingPlanTests
{
    internal static readonly Gen<ClassCount[]> Counts =
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 20], (groups, frames) => (groups, frames)).Array[4].Select(pairs =>
            pairs.Zip([DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti])
                .Select(p => new ClassCount(p.Second, p.First.groups, p.First.groups * p.First.frames)).ToArray());

    private static readonly LossOptions Weighted = new() { Weights = ClassWeights.InverseFrequency };

    [Fact]
    public void For_FewGroups_SamplesByTheSquareRoot()
    {
        var plan = SamplingPlan.For([new(DefectClass.Good, 100, 400), new(DefectClass.Spaghetti, 20, 100)], new SamplingOptions(), Weighted);

        // Masses 20 : 10 of 500 draws; weights 400^-0.25 : 100^-0.25 = 1 : sqrt 2.
        Assert.Equal([333, 167], plan.Classes.Select(c => c.Draws));
        Assert.Equal(Math.Sqrt(2), plan.ShareOf(DefectClass.Spaghetti).Alpha / plan.ShareOf(DefectClass.Good).Alpha, 9);
        Assert.Equal((0.5, 0.25), (plan.SamplingExponent, plan.WeightExponent));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(30, 0.5)]
    [InlineData(30 * 5, 0.72948)]
    [InlineData(31, 0.50468)]
    [InlineData(999, 0.99986)]
    [InlineData(1000, 1)]
    [InlineData(5000, 1)]
    public void SamplingExponentFor_GroupsOfTheRarestClass_ClimbsAlongTheLogarithm(int groups, double expected) =>
        Assert.Equal(expected, SamplingPlan.SamplingExponentFor(groups, new SamplingOptions()), 4);

    [Fact]
    public void For_ManyGroups_LeavesNaturalFrequencies() => Counts.Sample(counts =>
    {
        var plan = SamplingPlan.For([.. counts.Select(c => c with { Groups = c.Groups + 999 })], new SamplingOptions(), new LossOptions());
        Assert.All(plan.Classes, c => Assert.Equal(c.Images, c.Draws));
    });

    [Fact]
    public void For_AnyCountsAndWeights_AlphaAveragesOneAndRepeatsAreCapped() => Gen.Select(Counts, Gen.Enum<ClassWeights>()).Sample((counts, weights) =>
    {
        var (options, loss) = (new SamplingOptions(), new LossOptions { Weights = weights });
        var plan = SamplingPlan.For(counts, options, loss);
        Assert.Equal(1, plan.Classes.Sum(c => c.Draws * c.Alpha) / plan.DrawsPerEpoch, 9);
        Assert.All(plan.Classes, c => Assert.InRange(c.Repeats, 0, options.MaxRepeats));
        Assert.Equal(1, loss.FittedPrior(plan).Values.Sum(), 9);
        Assert.InRange(plan.Classes.Max(c => c.Alpha) / plan.Classes.Min(c => c.Alpha), 1, options.MaxAlphaRatio + 1e-9);
    });

    [Fact]
    public void For_ClassesInAnotherOrder_IsTheSamePlan() => Counts.Sample(counts =>
        Assert.Equal(
            SamplingPlan.For(counts, new SamplingOptions(), Weighted).Classes,
            SamplingPlan.For([.. counts.Reverse()], new SamplingOptions(), Weighted).Classes));

    [Fact]
    public void For_AnyCountsExponentsAndWeights_SharesGoWithTheCounts_AndTheImbalanceIsNeverInverted() =>
        Gen.Select(Counts, Gen.Double[0, 1], Gen.Double[0, 1], Gen.Enum<ClassWeights>()).Sample((counts, start, part, weights) =>
        {
            var options = new SamplingOptions { InitialExponent = start, EffectiveExponent = part * start };
            var plan = SamplingPlan.For(counts, options, new LossOptions { Weights = weights });
            var pairs = plan.Classes.SelectMany(rare => plan.Classes.Where(c => c.Images > rare.Images).Select(common => (rare, common)));

            Assert.InRange(plan.WeightExponent, 0, plan.SamplingExponent);
            Assert.All(pairs, pair =>
            {
                // Draws are whole numbers: a rounding of each may go against the order.
                Assert.True(pair.rare.Draws <= pair.common.Draws);
                Assert.True(pair.rare.Repeats >= pair.common.Repeats - 1.0 / pair.rare.Images || pair.rare.Repeats > options.MaxRepeats - 1);
                Assert.True(pair.rare.Alpha >= pair.common.Alpha);
                Assert.True(pair.rare.Draws * pair.rare.Alpha <= pair.common.Draws * pair.common.Alpha + pair.rare.Alpha);
            });
        });

    [Fact]
    public void For_MoreGroupsOfAnyClass_NeverSamplesFurtherFromNature() => Gen.Select(Counts, Gen.Int[0, 3], Gen.Int[1, 500]).Sample((counts, which, more) =>
    {
        ClassCount[] grown = [.. counts.Select((c, i) => i == which ? c with { Groups = c.Groups + more } : c)];
        var (before, after) = (SamplingPlan.For(counts, new SamplingOptions(), Weighted), SamplingPlan.For(grown, new SamplingOptions(), Weighted));

        Assert.True(after.SamplingExponent >= before.SamplingExponent);
        Assert.Equal(after.SamplingExponent - 0.25, after.WeightExponent, 12);
    });

    [Fact]
    public void For_EffectiveNumberWithBetaNearOne_IsInverseFrequency_AndWithBetaZeroNoWeight() => Counts.Sample(counts =>
    {
        Assert.All(
            Alphas(ClassWeights.EffectiveNumber, 1 - 1e-9).Zip(Alphas(ClassWeights.InverseFrequency)), pair => Assert.Equal(pair.Second, pair.First, 1e-3 * pair.Second));
        Assert.All(Alphas(ClassWeights.EffectiveNumber, 0), alpha => Assert.Equal(1, alpha, 9));
        Assert.All(Alphas(ClassWeights.None), alpha => Assert.Equal(1, alpha, 9));

        IEnumerable<double> Alphas(ClassWeights weights, double beta = 0.999) =>
            SamplingPlan.For(counts, new SamplingOptions(), new LossOptions { Weights = weights, Beta = beta }).Classes.Select(c => c.Alpha);
    });

    [Fact]
    public void For_RareClassOfAHundredth_HasItsWeightCapped()
    {
        // n1 reached: r = 0.75 and 1000000^0.75 / 1000^0.75 = 178, capped at 10. Draws are natural, so 10 a + 1000 a / ... = mean 1.
        var plan = SamplingPlan.For([new(DefectClass.Good, 1000, 1_000_000), new(DefectClass.Spaghetti, 1000, 1000)], new SamplingOptions(), Weighted);
        Assert.Equal(10, plan.ShareOf(DefectClass.Spaghetti).Alpha / plan.ShareOf(DefectClass.Good).Alpha, 9);
        Assert.Equal(1_001_000.0 / 1_010_000, plan.ShareOf(DefectClass.Good).Alpha, 9);
    }

    public static TheoryData<SamplingOptions, string> Wrong => new()
    {
        { new() { EffectiveExponent = -0.1 }, "sampling effective exponent e = q - r -0.1: expected 0" },
        { new() { EffectiveExponent = 1.1 }, "sampling effective exponent e = q - r 1.1: expected 0" },
        { new() { EffectiveExponent = double.NaN }, "sampling effective exponent e = q - r NaN" },
        { new() { InitialExponent = 1.2 }, "sampling initial exponent q0 1.2: expected 0 to 1" },
        { new() { FewGroups = 1000 }, "sampling groups 1000 to 1000" },
        { new() { MaxRepeats = 0 }, "sampling repeats 0: expected 1 or more" },
        { new() { MaxAlphaRatio = 0.5 }, "sampling weight ratio 0.5: expected 1 or more" },
    };

    [Fact]
    public void Problems_WeightsThatTurnAgainstRareClasses_AreRefusedAndWithoutWeightsNothingIsToRefuse()
    {
        var options = new SamplingOptions { InitialExponent = 0.1 };

        Assert.StartsWith("sampling effective exponent e = q - r 0.25: expected at most q0, 0.1", Assert.Single(Weighted.Problems(options)));
        Assert.Empty(options.Problems().Concat(new LossOptions().Problems(options)));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void For_OptionsThatInvertTheImbalanceOrMakeNoSense_AreRefusedInOneLine(SamplingOptions options, string expected)
    {
        Assert.StartsWith(expected, Assert.Single(options.Problems()));
        var refused = Assert.Throws<ArgumentException>(() =>
            SamplingPlan.For([new(DefectClass.Good, 10, 10), new(DefectClass.Spaghetti, 10, 10)], options, new LossOptions()));
        Assert.StartsWith(expected, refused.Message);
    }
}
