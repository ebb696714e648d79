using Defects.Agent.Adaptation.Collection;

namespace Defects.Agent.Tests.Adaptation.Collection;

public sealed class FrameSpreadTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void IsDue_FirstFrameAndThenEveryThirtySeconds()
    {
        var one = FrameSpread.Start.With(Start);

        Assert.True(FrameSpread.Start.IsDue(Start));
        Assert.False(one.IsDue(Start.AddSeconds(29)));
        Assert.True(one.IsDue(Start.AddSeconds(30)));
    }

    [Fact]
    public void With_OneTooMany_EverySecondGoesAndTheOthersLieTwiceAsFarApart()
    {
        var twenty = Enumerable.Range(0, 20).Aggregate(FrameSpread.Start, (spread, i) => spread.With(Start.AddSeconds(30 * i)));
        var more = twenty.With(Start.AddMinutes(10));

        Assert.Equal((20, TimeSpan.FromSeconds(30)), (twenty.Times.Length, twenty.Apart));
        Assert.Equal(TimeSpan.FromMinutes(1), more.Apart);
        Assert.Equal(Enumerable.Range(0, 11).Select(minute => Start.AddMinutes(minute)), more.Times);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(61)]
    [InlineData(600)]
    [InlineData(6000)]
    public void With_PrintOfAnyLength_IsSpreadEvenlyOverAllOfIt(int minutes)
    {
        var spread = FrameSpread.Start;
        for (var second = 0; second <= 60 * minutes; second += 5)
        {
            spread = spread.IsDue(Start.AddSeconds(second)) ? spread.With(Start.AddSeconds(second)) : spread;
        }

        Assert.InRange(spread.Times.Length, 10, FrameSpread.Most);
        Assert.Equal(Start, spread.Times[0]);
        Assert.All(spread.Times.Zip(spread.Times.Skip(1)), pair => Assert.Equal(spread.Apart, pair.Second - pair.First));
        Assert.True(Start.AddMinutes(minutes) - spread.Times[^1] < spread.Apart);
    }
}
