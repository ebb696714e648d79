using Defects.Agent.Replay;

namespace Defects.Agent.Tests.Replay;

public sealed class PoissonIntervalTests
{
    /// <summary>Table values of the exact interval (Garwood 1936), 95 % of both sides together.</summary>
    [Theory]
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, 0.0253, 5.5716)]
    [InlineData(2, 0.2422, 7.2247)]
    [InlineData(5, 1.6235, 11.6683)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(100, 81.364, 121.627)]
    public void Of_CountsOfTheTable_GiveItsValues(int count, double low, double high)
    {
        var interval = PoissonInterval.Of(count);
        Assert.Equal(low, interval.Low, 0.0005);
        Assert.Equal(high, interval.High, 0.0005);
    }

    /// <summary>At its own bounds so many, or so few, are just as rare as the confidence says: summed term by term.</summary>
    [Theory]
    [InlineData(3, 0.9)]
    [InlineData(17, 0.95)]
    public void Of_AnyCount_LeavesHalfTheRestOnEachSide(int count, double confidence)
    {
        var interval = PoissonInterval.Of(count, confidence);
        Assert.Equal((1 - confidence) / 2, 1 - AtMost(count - 1, interval.Low), 6);
        Assert.Equal((1 - confidence) / 2, AtMost(count, interval.High), 6);
    }

    private static double AtMost(int count, double expected)
    {
        var (term, sum) = (Math.Exp(-expected), 0.0);
        for (var i = 0; i <= count; i++)
        {
            sum += term;
            term *= expected / (i + 1);
        }

        return sum;
    }
}
