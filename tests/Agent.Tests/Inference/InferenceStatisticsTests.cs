using Defects.Agent.Inference;

namespace Defects.Agent.Tests.Inference;

public sealed class InferenceStatisticsTests
{
    private readonly InferenceStatistics _statistics = new();

    [Fact]
    public void Read_BeforeTheFirstFrame_IsAllZero() =>
        Assert.Equal(new InferenceFigures(0, 0, 0, TimeSpan.Zero, TimeSpan.Zero, 0), _statistics.Read());

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
