namespace Defects.Trainer.Evaluation;

/// <summary>What twice the data would likely bring to one figure.</summary>
/// <param name="Subject">The class whose recall it is, or <c>macro-F1</c>.</param>
/// <param name="Points">Groups of the class (for macro-F1: of all classes) with the figure measured.</param>
/// <param name="Law">Of 1 - figure over groups, or null where one size was measured.</param>
/// <param name="Doubts">Why the forecast is not to be trusted; empty where nothing speaks against it.</param>
public sealed record Forecast(string Subject, IReadOnlyList<(int Groups, MeasuredFigure Figure)> Points, PowerLaw? Law, IReadOnlyList<string> Doubts)
{
    /// <summary>A law through fewer sizes, or over a smaller span, says more about noise than about data.</summary>
    private const int LeastSizes = 3;

    private const double LeastSpan = 4;

    /// <summary>The most groups measured.</summary>
    public int Groups => Points.Max(p => p.Groups);

    /// <summary>The mean of what was measured with most groups.</summary>
    public double Now => Points.Where(p => p.Groups == Groups).Average(p => p.Figure.Value);

    /// <summary>The figure at twice the groups, by the law.</summary>
    public double? Twice => 1 - Law?.At(2.0 * Groups);

    /// <summary>95 % confidence interval of the law there, not of the figure that would be measured; see <see cref="PowerLaw.IntervalAt"/>.</summary>
    public Interval? TwiceInterval => Law?.IntervalAt(2.0 * Groups) is { } error ? new Interval(1 - error.High, 1 - error.Low) : null;

    internal static Forecast Of(string subject, IReadOnlyList<(int Groups, MeasuredFigure Figure)> points)
    {
        var law = PowerLaw.Fit([.. points.Select(p => ((double)p.Groups, p.Figure.Error, p.Figure.Deviation))]);
        return new Forecast(subject, points, law, [.. DoubtsOf(points, law)]);
    }

    private static IEnumerable<string> DoubtsOf(IReadOnlyList<(int Groups, MeasuredFigure Figure)> points, PowerLaw? law)
    {
        if (points.Select(p => p.Groups).Distinct().Count() < LeastSizes)
        {
            yield return $"fewer than {LeastSizes} sizes measured";
        }

        if (points.Max(p => p.Groups) < LeastSpan * points.Min(p => p.Groups))
        {
            yield return $"sizes span less than a factor of {LeastSpan}";
        }

        if (law?.ExponentInterval.Low <= 0)
        {
            yield return "the gain is within the noise";
        }

        if (law?.IsMisfit == true)
        {
            yield return "the points do not lie on a power law";
        }
    }
}
