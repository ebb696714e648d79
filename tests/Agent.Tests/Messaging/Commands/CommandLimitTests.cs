using Defects.Agent.Messaging.Commands;

namespace Defects.Agent.Tests.Messaging.Commands;

public sealed class CommandLimitTests
{
    [Fact]
    public void Take_Flood_TakesTwentyAnswersOnceAndThenOneASecond()
    {
        var limit = CommandLimit.Full;
        int taken = 0, answered = 0;
        for (var i = 0; i < 10_000; i++)
        {
            (limit, var isTaken, var isFirst) = limit.Take(TimeSpan.FromMilliseconds(i));
            taken += isTaken ? 1 : 0;
            answered += isFirst ? 1 : 0;
        }

        // 20 at once, and one for each whole second of the ten.
        Assert.Equal((29, 1), (taken, answered));
    }

    [Fact]
    public void Take_SecondFloodAfterACalm_IsAnsweredAgain()
    {
        var limit = CommandLimit.Full;
        var answered = 0;
        foreach (var start in new[] { 0, 60 })
        {
            for (var i = 0; i < 100; i++)
            {
                (limit, _, var isFirst) = limit.Take(TimeSpan.FromSeconds(start));
                answered += isFirst ? 1 : 0;
            }
        }

        Assert.Equal(2, answered);
    }

    [Fact]
    public void Take_OneASecond_TakesAll()
    {
        var limit = CommandLimit.Full;
        for (var second = 0; second < 1000; second++)
        {
            (limit, var isTaken, _) = limit.Take(TimeSpan.FromSeconds(second));
            Assert.True(isTaken);
        }
    }
}
