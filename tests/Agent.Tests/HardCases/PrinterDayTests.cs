using Defects.Agent.HardCases;

namespace Defects.Agent.Tests.HardCases;

public sealed class PrinterDayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly KeepingRules Rules = new(DailyQuota: 2, MinHashDistance: 4, Spacing: TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    [InlineData(-29, false)]
    [InlineData(-3600, true)]
    public void HasRoom_SecondsAfterALook_OpensAfterTheSpacing(int seconds, bool expected)
    {
        var day = PrinterDay.Empty.Kept(0, Noon);

        Assert.Equal(expected, day.HasRoom(Noon.AddSeconds(seconds), Rules));
    }

    [Fact]
    public void HasRoom_QuotaUsedUp_OpensAtMidnightUtc()
    {
        var day = PrinterDay.Empty.Kept(0, Noon).Kept(0xFF, Noon.AddMinutes(1));

        Assert.False(day.HasRoom(new(2026, 3, 1, 23, 59, 59, TimeSpan.Zero), Rules));

        // The second of March, 00:30 UTC, is still the first in New York.
        Assert.True(day.HasRoom(new(2026, 3, 1, 19, 30, 0, TimeSpan.FromHours(-5)), Rules));
    }

    [Theory]
    [InlineData(0b0000, false)]
    [InlineData(0b0111, false)]
    [InlineData(0b1111, true)]
    public void IsNew_HashBitsApart_FollowsTheLeastDistance(ulong hash, bool expected)
    {
        var day = PrinterDay.Empty.Kept(0, Noon);

        Assert.Equal(expected, day.IsNew(hash, Noon.AddMinutes(1), Rules));
        Assert.True(day.IsNew(hash, Noon.AddDays(1), Rules));
    }

    [Fact]
    public void IsNew_DistanceZeroConfigured_StillRefusesTheSamePicture()
    {
        var day = PrinterDay.Empty.Kept(5, Noon);

        Assert.False(day.IsNew(5, Noon, Rules with { MinHashDistance = 0 }));
        Assert.True(day.IsNew(4, Noon, Rules with { MinHashDistance = 0 }));
    }

    [Fact]
    public void Passed_ADuplicate_CostsNoQuotaButCountsAsALook()
    {
        var day = PrinterDay.Empty.Kept(0, Noon).Passed(Noon.AddMinutes(1));

        Assert.Single(day.Hashes);
        Assert.False(day.HasRoom(Noon.AddSeconds(80), Rules));
        Assert.True(day.HasRoom(Noon.AddSeconds(90), Rules));
    }
}
