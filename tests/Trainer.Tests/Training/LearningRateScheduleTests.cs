using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void At_EachStep_RisesLinearlyThenFallsByACosine()
    {
        var schedule = new LearningRateSchedule(Steps: 12, WarmUp: 0.25);

        Assert.Equal([0.25, 0.5, 0.75], Enumerable.Range(0, 3).Select(schedule.At));
        Assert.Equal(1, schedule.At(3), 9);
        Assert.Equal(0.5 * (1 + Math.Cos(Math.PI / 3)), schedule.At(6), 9);
        Assert.InRange(schedule.At(11), 1e-6, 0.05);
    }

    [Fact]
    public void At_NoWarmUp_BeginsAtThePeak() => Assert.Equal(1, new LearningRateSchedule(10, 0).At(0), 9);
}
