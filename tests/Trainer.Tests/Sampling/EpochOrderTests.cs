using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class EpochOrderTests
{
    private static readonly IReadOnlyList<LabelledImage> Images =
        [.. Enumerable.Range(0, 110).Select(i => new LabelledImage($"{i}", i < 100 ? DefectClass.Good : DefectClass.Spaghetti, $"{i}", "s", "MIT", "train"))];

    private static readonly SamplingPlan Plan = SamplingPlan.For(ClassCount.Of(Images), new SamplingOptions());

    [Fact]
    public void For_OneEpoch_DrawsEachClassAsPlanned()
    {
        var drawn = EpochOrder.For(Plan, Images, seed: 1, epoch: 0).CountBy(i => Images[i].Label).ToDictionary();

        Assert.All(Plan.Classes, c => Assert.Equal(c.Draws, drawn[c.Class]));
    }

    [Fact]
    public void For_RareClass_RepeatsEveryImageEquallyOften()
    {
        var repeats = EpochOrder.For(Plan, Images, seed: 1, epoch: 0).Where(i => i >= 100).CountBy(i => i).Select(pair => pair.Value).ToList();

        Assert.Equal(10, repeats.Count);
        Assert.InRange(repeats.Max() - repeats.Min(), 0, 1);
    }

    [Fact]
    public void For_CommonClassDrawnLessThanOnce_GoesThroughAllImagesBeforeRepeating()
    {
        var draws = Plan.Classes[0].Draws;
        Assert.InRange(draws, 51, 99);

        var seen = Enumerable.Range(0, 2).SelectMany(epoch => EpochOrder.For(Plan, Images, seed: 1, epoch)).Where(i => i < 100).CountBy(i => i).ToDictionary();

        Assert.Equal(100, seen.Count);
        Assert.Equal(2 * draws - 100, seen.Values.Count(n => n == 2));
    }

    [Fact]
    public void For_SameSeedAndEpoch_IsTheSameOrder_AndAnotherEpochIsNot()
    {
        Assert.Equal(EpochOrder.For(Plan, Images, 7, 3), EpochOrder.For(Plan, Images, 7, 3));
        Assert.NotEqual(EpochOrder.For(Plan, Images, 7, 3), EpochOrder.For(Plan, Images, 7, 4));
        Assert.NotEqual(EpochOrder.For(Plan, Images, 7, 3), EpochOrder.For(Plan, Images, 8, 3));
    }
}
