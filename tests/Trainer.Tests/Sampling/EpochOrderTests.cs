using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class EpochOrderTests
{
    private static readonly IReadOnlyList<LabelledImage> Images =
        [.. Enumerable.Range(0, 110).Select(i => new LabelledImage($"{i}", i < 100 ? DefectClass.Good : DefectClass.Spaghetti, $"{i}", "s", "MIT", "train"))];

    private static readonly SamplingPlan Plan = SamplingPlan.For(ClassCount.Of(Images), new SamplingOptions(), new LossOptions());

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

    [Fact]
    public void For_AnyPlanAndEpoch_NoImageIsDrawnMoreThanOnceMoreThanAnotherOfItsClass_NorAboveTheCap() =>
        Gen.Select(Gen.Int[1, 10], Gen.Int[1, 12], Gen.Int[0, 20], Gen.Enum<ScheduleKind>()).Sample((rare, cap, epoch, kind) =>
        {
            var images = Images.Take(100 + rare).ToList();
            var plan = SamplingPlan.For(ClassCount.Of(images), new SamplingOptions { InitialExponent = 0, EffectiveExponent = 0, MaxRepeats = cap }, new LossOptions());

            var schedule = new SamplingSchedule(plan, kind);
            var exposure = EpochExposure.Of(
                schedule.PlanAt(epoch, 21), images, EpochOrder.For(schedule, images, seed: 3, epoch, epochs: 21));

            Assert.All(exposure, c =>
            {
                Assert.Equal(c.Planned, c.Realised);
                Assert.Equal((c.Planned + c.Images - 1) / c.Images, c.MostRepeats);
                Assert.Equal(Math.Min(c.Images, c.Planned), c.Distinct);
                Assert.InRange(c.MostRepeats, 1, cap);
            });
        });

    [Fact]
    public void For_PlanThatChangesBetweenEpochs_GoesOnFromWhereTheLastEpochStopped()
    {
        const int Epochs = 20;
        var schedule = new SamplingSchedule(Plan, ScheduleKind.Progressive);
        Assert.True(Enumerable.Range(0, Epochs).Select(e => schedule.PlanAt(e, Epochs).Classes[0].Draws).Distinct().Count() > 1);
        var seen = new int[Images.Count];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (var image in EpochOrder.For(schedule, Images, seed: 1, epoch, Epochs))
            {
                seen[image]++;
            }

            // After any number of epochs the images of a class have been seen equally often, one more or less.
            Assert.InRange(seen[..100].Max() - seen[..100].Min(), 0, 1);
            Assert.InRange(seen[100..].Max() - seen[100..].Min(), 0, 1);
        }
    }
}
