using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class SamplingScheduleTests
{
    private static readonly SamplingPlan Plan =
        SamplingPlan.For([new(DefectClass.Good, 20, 400), new(DefectClass.Spaghetti, 20, 100)], new SamplingOptions(), new LossOptions());

    [Fact]
    public void PlanAt_Constant_IsAlwaysThePlan() =>
        Assert.All(Enumerable.Range(0, 10), epoch => Assert.Same(Plan, new SamplingSchedule(Plan, ScheduleKind.Constant).PlanAt(epoch, 10)));

    [Fact]
    public void PlanAt_Progressive_GoesFromNaturalToThePlanInEqualSteps()
    {
        var plans = Enumerable.Range(0, 5).Select(epoch => new SamplingSchedule(Plan, ScheduleKind.Progressive).PlanAt(epoch, 5)).ToList();

        // The plan draws 333 and 167 of 400 and 100: a quarter of the way each epoch.
        Assert.Equal([400, 383, 366, 350, 333], plans.Select(p => p.Classes[0].Draws));
        Assert.Equal([100, 117, 134, 150, 167], plans.Select(p => p.Classes[1].Draws));
        Assert.All(plans[0].Classes, c => Assert.Equal(1, c.Alpha, 12));
        Assert.Equal(Plan, plans[^1]);
        Assert.All(plans, p => Assert.Equal(1, p.Classes.Sum(c => c.Draws * c.Alpha) / p.DrawsPerEpoch, 12));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    [InlineData(12, 10)]
    [InlineData(20, 16)]
    public void PlanAt_Deferred_IsNaturalUntilTheLastFifth(int epochs, int firstOfPlan)
    {
        var schedule = new SamplingSchedule(Plan, ScheduleKind.Deferred);
        Assert.Equal(firstOfPlan, Enumerable.Range(0, epochs).TakeWhile(e => schedule.PlanAt(e, epochs) != Plan).Count());
        Assert.All(Enumerable.Range(0, firstOfPlan).SelectMany(e => schedule.PlanAt(e, epochs).Classes), c =>
        {
            Assert.Equal(c.Images, c.Draws);
            Assert.Equal(1, c.Alpha, 12);
        });
        Assert.All(Enumerable.Range(firstOfPlan, epochs - firstOfPlan), e => Assert.Same(Plan, schedule.PlanAt(e, epochs)));
    }

    [Fact]
    public void PlanAt_OneEpoch_IsThePlan() =>
        Assert.All(Enum.GetValues<ScheduleKind>(), kind => Assert.Same(Plan, new SamplingSchedule(Plan, kind).PlanAt(0, 1)));

    [Fact]
    public void PlanAt_AnyCountsAndEpoch_NeverInvertsTheImbalance_AndKeepsTheCap() =>
        Gen.Select(SamplingPlanTests.Counts, Gen.Int[0, 9]).Sample((counts, epoch) =>
        {
            var options = new SamplingOptions();
            var plan = new SamplingSchedule(SamplingPlan.For(counts, options, new LossOptions()), ScheduleKind.Progressive).PlanAt(epoch, 10);
            var masses = plan.Classes.OrderBy(c => c.Images).Select(c => c.Draws * c.Alpha).ToList();

            // Draws are whole: half a draw of one with its alpha may be missing or too many.
            var slack = plan.Classes.Max(c => c.Alpha);
            Assert.All(masses.Zip(masses.Skip(1)), pair => Assert.True(pair.First <= pair.Second + slack));
            Assert.All(plan.Classes, c => Assert.InRange(c.Repeats, 0, options.MaxRepeats));
        });
}
