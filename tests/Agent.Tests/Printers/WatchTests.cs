using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

public sealed class WatchTests
{
    private static readonly DateTimeOffset Started = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(1, 5)]
    [InlineData(2, 6)]
    [InlineData(600, 1800)]
    public void Deadline_OfAnInterval_IsThreeOfThemAndFiveSecondsAtLeast(double interval, double deadline) =>
        Assert.Equal(TimeSpan.FromSeconds(deadline), Watch.Deadline(TimeSpan.FromSeconds(interval)));

    [Fact]
    public void OfCamera_NoFrameEver_IsBlindSinceTheStart() => Assert.Equal(new Watch(WatchMode.Blind, BlindReason.NoSignal, Started), At(100, null, null));

    [Fact]
    public void OfCamera_FramesStopped_IsBlindSinceTheLastOne() =>
        Assert.Equal(new Watch(WatchMode.Blind, BlindReason.Stalled, Started.AddSeconds(94)), At(100, 94, 99));

    [Fact]
    public void OfCamera_FramesButNoScores_IsBlindSinceTheLastScore()
    {
        Assert.Equal(new Watch(WatchMode.Blind, BlindReason.NotScored, Started.AddSeconds(90)), At(100, 100, 90));
        Assert.Equal(new Watch(WatchMode.Blind, BlindReason.NotScored, Started), At(100, 100, null));
    }

    [Fact]
    public void OfCamera_FreshFrameAndScore_IsWatchingUpToTheDeadline()
    {
        Assert.Equal(WatchMode.Watching, At(100, 95, 95).Mode);
        Assert.Equal(WatchMode.Blind, At(100.1, 95, 95).Mode);
    }

    [Fact]
    public void OfCamera_ClockSetBackByAnHour_ProvesNothingUntilTheNextFrame()
    {
        Assert.Equal(new Watch(WatchMode.Blind, BlindReason.Stalled, Started.AddSeconds(100)), At(100, 3700, 3700));
        Assert.Equal(new Watch(WatchMode.Blind, BlindReason.NotScored, Started), At(100, 100, 3700));
        Assert.Equal(WatchMode.Watching, At(101, 101, 101).Mode);
    }

    [Fact]
    public void OfCamera_ScoredPicturesThatShowNothing_IsBlindSinceTheyDo()
    {
        var dark = (BlindReason.Dark, Started.AddSeconds(80));

        Assert.Equal(new Watch(WatchMode.Blind, BlindReason.Dark, Started.AddSeconds(80)), At(100, 100, 100, fault: dark));

        // What was seen last says nothing once nothing is seen.
        Assert.Equal(BlindReason.NotScored, At(100, 100, 90, fault: dark).Reason);
        Assert.Equal(BlindReason.Stalled, At(100, 90, 90, fault: dark).Reason);
    }

    [Fact]
    public void OfCamera_GoesOnWatching_KeepsItsSince()
    {
        var first = At(10, 10, 10);
        var later = At(20, 20, 20, first);
        var again = At(40, 40, 40, At(30, 20, 20, later));

        Assert.Equal(Started.AddSeconds(10), later.Since);
        Assert.Equal(Started.AddSeconds(40), again.Since);
    }

    [Fact]
    public void OfPrinter_OneCameraOfTwoWatching_IsWatching() => Assert.Equal(WatchMode.Watching, Watch.OfPrinter([At(10, null, null), At(10, 10, 10)]).Mode);

    [Fact]
    public void OfPrinter_AllBlind_GivesTheReasonNearestToWatching() =>
        Assert.Equal(BlindReason.NotScored, Watch.OfPrinter([At(10, null, null), At(10, 10, null), At(10, 1, 1)]).Reason);

    private static Watch At(
        double now, double? lastFrame, double? lastScore, Watch? before = null, (BlindReason Reason, DateTimeOffset Since)? fault = null) => Watch.OfCamera(
        before,
        lastFrame is { } frame ? Started.AddSeconds(frame) : null,
        lastScore is { } score ? Started.AddSeconds(score) : null,
        fault,
        Started,
        Started.AddSeconds(now),
        Deadline);
}
