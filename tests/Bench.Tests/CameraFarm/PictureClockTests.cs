using Defects.CameraFarm;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Bench.Tests.CameraFarm;

public sealed class PictureClockTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(249, 0)]
    [InlineData(250, 1)]
    [InlineData(1249, 1)]
    [InlineData(1250, 2)]
    public void Frame_AQuarterSecondLate_ChangesAtThatQuarter(int milliseconds, long frame)
    {
        var clock = Clock();
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(frame, clock.Frame);
    }

    [Fact]
    public async Task Next_TimeComes_GivesItsFrame()
    {
        var next = Clock().NextAsync(Cancel);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task Next_WokenLate_GivesTheNewestFrame()
    {
        var next = Clock().NextAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(3, await next);
    }

    private PictureClock Clock() => new(_time, interval: TimeSpan.FromSeconds(1), phase: TimeSpan.FromMilliseconds(250));
}
