using CsCheck;
using Defects.Agent.Alerts;

namespace Defects.Agent.Tests.Alerts;

public sealed class EvidenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tau = TimeSpan.FromSeconds(10);

    [Fact]
    public void Observe_FirstFrame_CountsForNoTime()
    {
        var evidence = default(Evidence).Observe(1, Start, Tau);

        Assert.Equal(new Evidence(0, Start), evidence);
    }

    [Fact]
    public void Observe_CertainFrames_FollowOneMinusExp()
    {
        var evidence = Seen(0, 10, 20);

        // 1 - exp(-2), from a table.
        Assert.Equal(0.864665, evidence.Value, 6);
    }

    [Fact]
    public void Observe_MixedFrames_GivesTheHandWorkedMean()
    {
        // weight of 5 s at tau 10 s: 1 - exp(-0.5) = 0.393469; 0.393469 * 0.8 = 0.314775; + 0.393469 * (0.2 - 0.314775) = 0.269615
        var evidence = default(Evidence).Observe(0.5, Start, Tau).Observe(0.8, Start.AddSeconds(5), Tau).Observe(0.2, Start.AddSeconds(10), Tau);

        Assert.Equal(0.269615, evidence.Value, 6);
    }

    [Fact]
    public void Observe_OneFrameAfterALongGap_WeighsNoMoreThanOneTimeConstant()
    {
        // 1 - exp(-1)
        Assert.Equal(0.632121, Seen(0, 3600).Value, 6);
    }

    [Fact]
    public void Observe_ClockSetBack_CountsNoTimeAndGoesOn()
    {
        var before = Seen(0, 10);
        var set = before.Observe(1, Start.AddSeconds(-3600), Tau);
        var after = set.Observe(1, Start.AddSeconds(-3590), Tau);

        Assert.Equal(before.Value, set.Value);
        Assert.Equal(0.864665, after.Value, 6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Observe_NoProbability_IsRefused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(Evidence).Observe(probability, Start, Tau));

    [Fact]
    public void Observe_AnyFrames_StaysBetweenZeroAndOne() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[-5, 1000]).Array[1, 60].Sample(frames =>
        {
            var evidence = default(Evidence);
            var at = Start;
            foreach (var (probability, seconds) in frames)
            {
                at = at.AddSeconds(seconds);
                evidence = evidence.Observe(probability, at, Tau);
                Assert.InRange(evidence.Value, 0, 1);
            }
        });

    [Fact]
    public void Observe_HalfTheFrames_GivesTheSameEvidenceOfASteadyScene() =>
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 50]).Sample((probability, pairs) =>
        {
            var dense = default(Evidence).Observe(probability, Start, Tau);
            var sparse = dense;
            for (var i = 1; i <= pairs * 2; i++)
            {
                dense = dense.Observe(probability, Start.AddSeconds(i), Tau);
                sparse = i % 2 == 0 ? sparse.Observe(probability, Start.AddSeconds(i), Tau) : sparse;
            }

            Assert.Equal(dense.Value, sparse.Value, 9);
        });

    private static Evidence Seen(params int[] seconds) =>
        seconds.Aggregate(default(Evidence), (evidence, second) => evidence.Observe(1, Start.AddSeconds(second), Tau));
}
