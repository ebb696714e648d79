using Defects.Bench.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Tests.Replay;

public sealed class ObicoRuleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [Fact]
    public void Observe_ThreeFrames_GivesTheMeansWorkedOutByHand()
    {
        // ewm: 2/13 = 0.153846; + 2/13 (0 - 0.153846) = 0.130178; + 2/13 (1 - 0.130178) = 0.263996. Means: 1; 1/2; 2/3.
        var state = default(ObicoRule.State).Observe(1).Observe(0).Observe(1);
        Assert.Equal(3, state.Frames);
        Assert.Equal(0.263996, state.Ewm, 6);
        Assert.Equal(2 / 3.0, state.ShortMean, 12);
        Assert.Equal(2 / 3.0, state.LongMean, 12);
    }

    [Fact]
    public void Begins_StepFromNothingToAll_AlarmsWithTheThirdFrame()
    {
        // ewm of n frames of 1 is 1 - (11/13)^n: 0.154, 0.284, 0.394; less a long mean of 3/603 = 0.005 that is 0.389, above 0.38. The
        // short mean is 0.0097 then, and 3.8 (0.0097 - 0.005) = 0.018 is less.
        var begins = new ObicoRule().Begins(HandMadeLog.Of(Interval, Step(600, 60)), DefectClass.Spaghetti);
        Assert.Equal([TimeSpan.FromSeconds(6020)], begins);
    }

    [Fact]
    public void Begins_FailureThatIsThereFromTheFirstFrame_NeverAlarms() =>
        Assert.Empty(new ObicoRule().Begins(HandMadeLog.Of(Interval, Step(0, 3600)), DefectClass.Spaghetti));

    [Fact]
    public void Begins_FramesEveryFiveSeconds_AreTakenEveryTen() =>
        Assert.Equal(
            [TimeSpan.FromSeconds(6020)], new ObicoRule().Begins(HandMadeLog.Of(TimeSpan.FromSeconds(5), Step(1200, 120)), DefectClass.Spaghetti));

    [Fact]
    public void WithThreshold_OfHalf_IsTwiceAsSensitive()
    {
        // 0.19 by twice the sensitivity: one frame gives 2 (0.154 - 0.002) = 0.304, two give 2 (0.284 - 0.003) = 0.561.
        var begins = new ObicoRule().WithThreshold(0.19).Begins(HandMadeLog.Of(Interval, Step(600, 60)), DefectClass.Spaghetti);
        Assert.Equal([TimeSpan.FromSeconds(6010)], begins);
    }

    private static IEnumerable<double> Step(int before, int after) => Enumerable.Repeat(0.0, before).Concat(Enumerable.Repeat(1.0, after));
}
