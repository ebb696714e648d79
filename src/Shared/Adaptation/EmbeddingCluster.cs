using OpenCvSharp;

namespace Defects.Shared.Adaptation;

/// <summary>
/// Where the embeddings of a camera's good frames lie: a normal distribution of low rank, its covariance shrunk half of the way to a sphere of
/// equal trace (the target of Ledoit and Wolf 2004), because some twenty frames say little of a thousand directions.
/// </summary>
/// <param name="Mean">Of the embeddings.</param>
/// <param name="Directions">Unit vectors along which they vary most, at most <see cref="MaxRank"/>.</param>
/// <param name="Variances">Along each direction, shrunk; above 0.</param>
/// <param name="Rest">Variance in every other direction, shrunk; above 0.</param>
public sealed record EmbeddingCluster(
    IReadOnlyList<float> Mean, IReadOnlyList<IReadOnlyList<float>> Directions, IReadOnlyList<double> Variances, double Rest)
{
    public const int MaxRank = 8;
    private const double Shrinkage = 0.5;

    /// <summary>A camera whose frames are all alike would find anything infinitely new.</summary>
    private const double LeastVariance = 1e-6;

    /// <param name="embeddings">Three or more, of equal length.</param>
    public static EmbeddingCluster Of(IReadOnlyList<IReadOnlyList<float>> embeddings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(embeddings.Count, 3);
        var (count, length) = (embeddings.Count, embeddings[0].Count);
        using var rows = Mat.FromPixelData(count, length, MatType.CV_32FC1, embeddings.SelectMany(e => e).ToArray());
        using Mat mean = new(), vectors = new(), values = new();
        Cv2.PCACompute(rows, mean, vectors, values, Math.Min(MaxRank, count - 1));

        // OpenCV divides by the count; these are the unbiased ones.
        var centre = Row(mean, 0);
        var total = embeddings.Sum(e => e.Zip(centre, (x, m) => (double)(x - m) * (x - m)).Sum()) / (count - 1);
        var along = Enumerable.Range(0, vectors.Rows).Select(i => (double)values.At<float>(i, 0) * count / (count - 1)).ToList();
        var sphere = total / length;
        var rest = Math.Max(0, total - along.Sum()) / Math.Max(1, length - along.Count);
        return new EmbeddingCluster(
            centre, [.. Enumerable.Range(0, vectors.Rows).Select(i => Row(vectors, i))], [.. along.Select(Shrunk)], Shrunk(rest));

        double Shrunk(double variance) => Math.Max(LeastVariance, (1 - Shrinkage) * variance + Shrinkage * sphere);
    }

    /// <summary>Whether its parts go together: what is read from a file may hold anything.</summary>
    public bool IsSound =>
        Mean.All(IsPlausible)
        && Directions.Count == Variances.Count && Directions.Count <= MaxRank
        && Directions.All(d => d is not null && d.Count == Mean.Count && d.All(IsPlausible))
        && Variances.Append(Rest).All(variance => variance is >= LeastVariance and < 1e12);

    /// <summary>The squared Mahalanobis distance of an embedding. Allocates nothing.</summary>
    public double SquaredDistance(ReadOnlySpan<float> embedding)
    {
        Span<double> along = stackalloc double[Directions.Count];
        along.Clear();
        var whole = 0.0;
        for (var i = 0; i < embedding.Length; i++)
        {
            var off = embedding[i] - Mean[i];
            whole += off * off;
            for (var d = 0; d < along.Length; d++)
            {
                along[d] += off * Directions[d][i];
            }
        }

        var distance = 0.0;
        for (var d = 0; d < along.Length; d++)
        {
            var squared = along[d] * along[d];
            distance += squared / Variances[d];
            whole -= squared;
        }

        return distance + Math.Max(0, whole) / Rest;
    }

    /// <summary>So large that no network's features reach it, and so small that its square is finite.</summary>
    private static bool IsPlausible(float value) => Math.Abs(value) < 1e6f;

    private static float[] Row(Mat matrix, int row) => [.. Enumerable.Range(0, matrix.Cols).Select(column => matrix.At<float>(row, column))];
}
