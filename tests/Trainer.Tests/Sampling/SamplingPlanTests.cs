using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class SamplingPlanTests
{
    private static readonly Gen<ClassCount[]> Counts =
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 20], (groups, frames) => (groups, frames)).Array[4].Select(pairs =>
            pairs.Zip([DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti])
                .Select(p => new ClassCount(p.Second, p.First.groups, p.First.groups * p.First.frames)).ToArray());

    [Fact]
    public void For_FewGroups_SamplesByTheSquareRoot()
    {
        var plan = SamplingPlan.For([new(DefectClass.Good, 100, 400), new(DefectClass.Spaghetti, 20, 100)], new SamplingOptions());

        // Masses 20 : 10 of 500 draws; weights 400^-0.25 : 100^-0.25 = 1 : sqrt 2.
        Assert.Equal([333, 167], plan.Classes.Select(c => c.Draws));
        Assert.Equal(Math.Sqrt(2), plan.AlphaOf(DefectClass.Spaghetti) / plan.AlphaOf(DefectClass.Good), 9);
        Assert.Equal((0.5, 0.25), (plan.SamplingExponent, plan.WeightExponent));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(30, 0.5)]
    [InlineData(173, 0.74982)]
    [InlineData(1000, 1)]
    [InlineData(5000, 1)]
    public void SamplingExponentFor_GroupsOfTheRarestClass_ClimbsAlongTheLogarithm(int groups, double expected) =>
        Assert.Equal(expected, SamplingPlan.SamplingExponentFor(groups, new SamplingOptions()), 4);

    [Fact]
    public void For_ManyGroups_LeavesNaturalFrequencies() => Counts.Sample(counts =>
    {
        var plan = SamplingPlan.For([.. counts.Select(c => c with { Groups = c.Groups + 1000 })], new SamplingOptions());
        Assert.All(plan.Classes, c => Assert.Equal(c.Images, c.Draws));
    });

    [Fact]
    public void For_AnyCounts_WeightsAverageOneAndRepeatsAreCapped() => Counts.Sample(counts =>
    {
        var options = new SamplingOptions();
        var plan = SamplingPlan.For(counts, options);
        Assert.Equal(1, plan.Classes.Sum(c => c.Draws * c.Alpha) / plan.DrawsPerEpoch, 9);
        Assert.All(plan.Classes, c => Assert.InRange(c.Repeats, 0, options.MaxRepeats));
        Assert.Equal(1, plan.EffectivePrior().Values.Sum(), 9);
        Assert.InRange(plan.Classes.Max(c => c.Alpha) / plan.Classes.Min(c => c.Alpha), 1, options.MaxAlphaRatio + 1e-9);
    });

    [Fact]
    public void For_ClassesInAnotherOrder_IsTheSamePlan() => Counts.Sample(counts =>
        Assert.Equal(
            SamplingPlan.For(counts, new SamplingOptions()).Classes, SamplingPlan.For([.. counts.Reverse()], new SamplingOptions()).Classes));

    [Fact]
    public void For_CommonerClass_NeverHasLessEffectiveMass() => Counts.Sample(counts =>
    {
        var options = new SamplingOptions { MaxRepeats = int.MaxValue / 100_000 };
        var prior = SamplingPlan.For(counts, options).EffectivePrior();
        var ordered = counts.OrderBy(c => c.Images).Select(c => prior[c.Class]).ToList();
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First <= pair.Second * 1.02 + 1e-3));
    });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.6)]
    public void For_ExponentThatInvertsTheImbalanceOrWeighsRareClassesDown_IsRefused(double exponent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SamplingPlan.For(
            [new(DefectClass.Good, 10, 10), new(DefectClass.Spaghetti, 10, 10)], new SamplingOptions { EffectiveExponent = exponent }));
}
