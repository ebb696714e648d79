using Defects.Agent.Inference;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Inference;

public sealed class InferenceStatisticsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InferenceStatistics _statistics;

    public InferenceStatisticsTests() => _statistics = new InferenceStatistics(_time);

    [Fact]
    public void Read_BeforeTheFirstFrame_IsAllZero() =>
        Assert.Equal(new InferenceFigures(0, 0, 0, TimeSpan.Zero, TimeSpan.Zero, 0), _statistics.Read());

    [Fact]
    public void Read_BatchesOfFourIn40Milliseconds_GivesCapacityAndLoad()
    {
        for (var batch = 0; batch < 2000; batch++)
        {
            AddBatch(frames: 4, busy: TimeSpan.FromMilliseconds(40), idle: TimeSpan.FromMilliseconds(60));
        }

        Assert.Equal(100, _statistics.Read().Capacity!.Value, 1e-6);
        Assert.Equal(0.4, _statistics.Read().Load, 2e-3);
    }

    [Fact]
    public void Read_AfterAPause_FindsLessLoadAndTheSameCapacity()
    {
        AddBatch(frames: 4, busy: TimeSpan.FromSeconds(1), idle: TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(4, _statistics.Read().Capacity!.Value, 1e-6);
        Assert.InRange(_statistics.Read().Load, 0, 1e-5);
    }

    private void AddBatch(int frames, TimeSpan busy, TimeSpan idle)
    {
        _time.Advance(idle);
        var begun = _time.GetTimestamp();
        _time.Advance(busy);
        _statistics.AddBatch(frames, begun, _time.GetTimestamp(), queueDepth: 0);
    }

    [Fact]
    public void Read_HundredLatencies_GivesMedianAndNinetyNinth()
    {
        for (var i = 100; i >= 1; i--)
        {
            _statistics.AddFrame(TimeSpan.FromMilliseconds(i));
        }

        var figures = _statistics.Read();

        Assert.Equal((50, 99), (figures.LatencyP50.TotalMilliseconds, figures.LatencyP99.TotalMilliseconds));
    }

    [Fact]
    public void Read_ManyFrames_LooksAtTheLastOnesOnly()
    {
        for (var i = 0; i < 5000; i++)
        {
            _statistics.AddFrame(TimeSpan.FromMilliseconds(i < 3000 ? 1000 : 1));
        }

        Assert.Equal((5000L, 1.0), (_statistics.Read().Frames, _statistics.Read().LatencyP99.TotalMilliseconds));
    }
}
