namespace Defects.Agent.Cameras.Quality;

/// <summary>
/// Remembers where a camera's picture has its edges, for seconds and for minutes: a head and a bed that move are gone from both,
/// a print grows more slowly than either, and a camera that was knocked differs in every cell at once.
/// </summary>
internal sealed class EdgeMemory
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Minutes = TimeSpan.FromMinutes(10);

    /// <summary>Before that, the memory of minutes is one of a few pictures.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(2);

    private readonly float[] _recent = new float[CellSums.Cells * CellSums.Cells];
    private readonly float[] _lasting = new float[CellSums.Cells * CellSums.Cells];
    private TimeSpan _age;
    private DateTimeOffset? _lookedAt;

    /// <param name="edges">Mean absolute Laplacian by cell.</param>
    /// <param name="at">When the picture was taken.</param>
    /// <returns>How alike the two memories are, -1 to 1; null while they are young.</returns>
    public double? Look(ReadOnlySpan<float> edges, DateTimeOffset at)
    {
        // The first picture after a night is not to replace what was there the evening before.
        var since = _lookedAt is { } last && at > last ? at - last : TimeSpan.Zero;
        var passed = since < Seconds ? since : Seconds;
        _age += passed;

        // As in a mean of all pictures while there are few, and never slower than the memory's own pace.
        var recent = _lookedAt is null ? 1 : 1 - Math.Exp(-passed / Seconds);
        var lasting = _lookedAt is null ? 1 : Math.Max(1 - Math.Exp(-passed / Minutes), _age > TimeSpan.Zero ? passed / _age : 0);
        for (var i = 0; i < edges.Length; i++)
        {
            // The strongest edges of a picture must not decide alone.
            var edge = MathF.Log(1 + edges[i]);
            _recent[i] += (float)recent * (edge - _recent[i]);
            _lasting[i] += (float)lasting * (edge - _lasting[i]);
        }

        _lookedAt = at;
        return _age >= WarmUp ? Correlation(_recent, _lasting) : null;
    }

    private static double Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var (meanA, meanB, both, squareA, squareB) = (Mean(a), Mean(b), 0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }

        return squareA > 0 && squareB > 0 ? both / Math.Sqrt(squareA * squareB) : 0;
    }

    private static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
