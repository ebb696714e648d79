using Defects.Bench.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Tests.Replay;

public sealed class ThreeInARowTests
{
    [Fact]
    public void Begins_TwoAndAGapAndThree_AlarmsWithTheThird()
    {
        var log = HandMadeLog.Of(TimeSpan.FromSeconds(5), [0.8, 0.8, 0.7, 0.75, 0.9, 0.75, 0.9, 0.9]);
        Assert.Equal([TimeSpan.FromSeconds(25)], new ThreeInARow().Begins(log, DefectClass.Spaghetti));
    }

    [Fact]
    public void Begins_AgainWithinAMinute_IsNotToldAgain()
    {
        double[] three = [0.8, 0.8, 0.8, 0];
        var log = HandMadeLog.Of(TimeSpan.FromSeconds(5), [.. three, .. three, .. three, .. three]);
        // The third frames come at 10, 30, 50 and 70 s; the minute from 10 s on ends at 70.
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(70)], new ThreeInARow().Begins(log, DefectClass.Spaghetti));
    }
}
