namespace Defects.Trainer.Evaluation;

/// <summary>
/// How well scores tell failing frames from good ones, before any threshold is chosen. What a threshold then makes of it is another
/// matter: scores of a camera that training never saw may lie elsewhere and still be in order.
/// </summary>
public sealed class Separation
{
    private readonly double[] _failing;
    private readonly double[] _good;

    /// <param name="failing">Scores of failing frames, at least one; higher means more likely failing.</param>
    /// <param name="good">Scores of good frames, at least one.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public Separation(IEnumerable<double> failing, IEnumerable<double> good)
    {
        (_failing, _good) = ([.. failing.Order()], [.. good.Order()]);
        if (_failing.Length == 0 || _good.Length == 0)
        {
            throw new ArgumentException($"{_failing.Length} failing frames and {_good.Length} good ones; expected one of each at least.");
        }
    }

    /// <summary>
    /// The chance that a failing frame scores above a good one, ties counting half: the area under the ROC curve (Hanley and McNeil 1982).
    /// </summary>
    public double Auroc => _failing.Average(score => (Below(_good, score) + NotAbove(_good, score)) / 2.0) / _good.Length;

    /// <summary>Share of the failing frames above the lowest threshold that keeps false alarms; the threshold is an oracle's, found on these very frames.</summary>
    /// <param name="falseAlarms">Largest share of the good frames that may be above it, 0 to 1.</param>
    public double RecallAt(double falseAlarms)
    {
        // One alarm more than are allowed would be the first that is too many: at its score or below no threshold can be.
        var allowed = (int)Math.Floor(falseAlarms * _good.Length);
        return allowed >= _good.Length ? 1 : 1 - (double)NotAbove(_failing, _good[^(allowed + 1)]) / _failing.Length;
    }

    private static int Below(double[] sorted, double score) => Count(sorted, other => other < score);

    private static int NotAbove(double[] sorted, double score) => Count(sorted, other => other <= score);

    /// <summary>How many stand before the first that does not hold.</summary>
    private static int Count(double[] sorted, Func<double, bool> holds)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = holds(sorted[middle]) ? (middle + 1, to) : (from, middle);
        }

        return from;
    }
}
