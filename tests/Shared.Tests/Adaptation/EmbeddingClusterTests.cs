using Defects.Shared.Adaptation;

namespace Defects.Shared.Tests.Adaptation;

public class EmbeddingClusterTests
{
    // One direction, variance 1 in it, and nothing in two others: the sphere of equal trace has 1/3.
    private static readonly EmbeddingCluster Line = EmbeddingCluster.Of([[4f, 0, 0], [5f, 0, 0], [6f, 0, 0]]);

    [Theory]
    [InlineData(5, 0, 0, 0)]
    [InlineData(6, 0, 0, 1.5)] // 1 / (1/2 + 1/6)
    [InlineData(5, 1, 0, 6)] // 1 / (0/2 + 1/6)
    [InlineData(5, 0, -2, 24)]
    [InlineData(3, 1, 1, 18)] // 4 times 1.5, and 6 and 6
    public void SquaredDistance_FramesOnALine_FarIsWhatLeavesIt(float x, float y, float z, double expected) =>
        Assert.Equal(expected, Line.SquaredDistance([x, y, z]), 1e-4);

    [Fact]
    public void Of_MoreFramesThanDirectionsAreKept_TheRestSharesWhatIsLeft()
    {
        // Twelve frames, one beside the centre on each of twelve axes: with the mean at 1/12 everywhere, each axis has variance 1/12.
        var frames = Enumerable.Range(0, 12).Select(i => (IReadOnlyList<float>)[.. Enumerable.Range(0, 12).Select(j => i == j ? 1f : 0f)]).ToList();

        var cluster = EmbeddingCluster.Of(frames);

        Assert.Equal(EmbeddingCluster.MaxRank, cluster.Directions.Count);

        // Trace 12 * (1/12) * (11/12) * 12/11 = 1; eleven equal axes of variance 1/11 and one of none, since the coordinates add up to 1.
        Assert.All(cluster.Variances, variance => Assert.Equal(0.5 / 11 + 0.5 / 12, variance, 1e-5));
        Assert.Equal(0.5 * (3.0 / 11) / 4 + 0.5 / 12, cluster.Rest, 1e-5);
    }

    [Fact]
    public void SquaredDistance_AllFramesAlike_StaysFinite()
    {
        var cluster = EmbeddingCluster.Of([[1f, 2], [1f, 2], [1f, 2]]);

        Assert.Equal(0, cluster.SquaredDistance([1, 2]));
        Assert.True(double.IsFinite(cluster.SquaredDistance([2, 2])));
    }

    [Fact]
    public void Of_TwoFrames_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddingCluster.Of([[1f], [2f]]));
}
