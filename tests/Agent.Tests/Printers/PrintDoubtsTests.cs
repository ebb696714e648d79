using CsCheck;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

public sealed class PrintDoubtsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-31, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void About_AFiveMinuteAlert_HoldsHalfAnHourBeforeItAndTenMinutesBehind(int minute, bool isHeld) =>
        Assert.Equal(isHeld, PrintDoubts.None.About(Noon, Noon.AddMinutes(5)).Hold(Noon.AddMinutes(minute)));

    [Fact]
    public void About_TimesThatTouch_AreOneTime()
    {
        var doubts = PrintDoubts.None.About(Noon, Noon).About(Noon.AddHours(3), Noon.AddHours(3)).About(Noon.AddMinutes(40), Noon.AddMinutes(40));

        Assert.Equal([new(Noon.AddHours(2.5), Noon.AddMinutes(190)), new DoubtedTime(Noon.AddMinutes(-30), Noon.AddMinutes(50))], doubts.Times);
    }

    [Fact]
    public void About_AlertsWithoutEnd_ForgetsTheOldestAndKeepsItsSize()
    {
        var doubts = Enumerable.Range(0, 1000).Aggregate(PrintDoubts.None, (all, day) => all.About(Noon.AddDays(day), Noon.AddDays(day)));

        Assert.Equal(64, doubts.Times.Length);
        Assert.True(doubts.Hold(Noon.AddDays(936)));
        Assert.False(doubts.Hold(Noon.AddDays(935)));
    }

    [Fact]
    public void About_AnyAlertsInAnyOrder_HoldsWhatOneOfThemWould() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 90]).Array[0, 12].Select(Gen.Int[-100, 2200]).Sample((alerts, minute) =>
        {
            var doubts = alerts.Aggregate(PrintDoubts.None, (all, alert) => all.About(Noon.AddMinutes(alert.Item1), Noon.AddMinutes(alert.Item1 + alert.Item2)));

            return doubts.Hold(Noon.AddMinutes(minute)) == alerts.Any(alert => minute >= alert.Item1 - 30 && minute <= alert.Item1 + alert.Item2 + 10);
        });
}
