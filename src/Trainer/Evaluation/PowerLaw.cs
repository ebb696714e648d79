using MathNet.Numerics.Distributions;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// error = a n^-b, the shape that errors of learning take in the data's middle range (Hestness et al. 2017, section 2; Viering
/// and Loog 2022). Fitted as a straight line of log error over log n by weighted least squares, so that its own uncertainty
/// follows from that of the points.
/// </summary>
public sealed class PowerLaw
{
    private const double Normal95 = 1.96;

    private readonly double _meanLogSize;
    private readonly double _meanLogError;
    private readonly double _weight;
    private readonly double _spread;

    private PowerLaw(double exponent, double meanLogSize, double meanLogError, double weight, double spread, double residual, int freedom) =>
        (Exponent, _meanLogSize, _meanLogError, _weight, _spread, Misfit, Freedom) =
            (exponent, meanLogSize, meanLogError, weight, spread, residual / Math.Max(1, freedom), freedom);

    /// <summary>b: twice the data multiplies the error by 2^-b.</summary>
    public double Exponent { get; }

    /// <summary>95 % interval of b.</summary>
    public Interval ExponentInterval => Around(Exponent, 1 / _spread);

    /// <summary>Degrees of freedom that the points leave: their number less two.</summary>
    public int Freedom { get; }

    /// <summary>Chi-squared by degree of freedom: about 1 where the points lie on the law within their own uncertainty; 0 with two points.</summary>
    public double Misfit { get; }

    /// <summary>Whether points on the law would come to lie so far from it by chance once in a hundred times or less.</summary>
    public bool IsMisfit => Freedom > 0 && Misfit * Freedom > ChiSquared.InvCDF(Freedom, 0.99);

    /// <param name="points">Size, error and the standard deviation of the error, all above 0.</param>
    /// <returns>Null where fewer than two sizes are known: any slope would do.</returns>
    public static PowerLaw? Fit(IReadOnlyCollection<(double Size, double Error, double Deviation)> points)
    {
        if (points.Select(p => p.Size).Distinct().Count() < 2)
        {
            return null;
        }

        // The deviation of log error is that of the error by the error.
        var logs = points.Select(p => (X: Math.Log(p.Size), Y: Math.Log(p.Error), Weight: p.Error / p.Deviation * (p.Error / p.Deviation))).ToList();
        var weight = logs.Sum(p => p.Weight);
        var (x, y) = (logs.Sum(p => p.Weight * p.X) / weight, logs.Sum(p => p.Weight * p.Y) / weight);
        var spread = logs.Sum(p => p.Weight * (p.X - x) * (p.X - x));
        var slope = logs.Sum(p => p.Weight * (p.X - x) * (p.Y - y)) / spread;
        var residual = logs.Sum(p => p.Weight * Math.Pow(p.Y - y - slope * (p.X - x), 2));
        return new PowerLaw(-slope, x, y, weight, spread, residual, logs.Count - 2);
    }

    /// <summary>The error at a size.</summary>
    public double At(double size) => Math.Exp(LogAt(size));

    /// <summary>
    /// 95 % confidence interval of the law at a size: what the uncertainty of the points, taken for normal in logarithms, leaves open.
    /// Not where a run of that size would be measured, which varies by itself, and not whether the law goes on.
    /// </summary>
    public Interval IntervalAt(double size)
    {
        var (low, high) = Around(LogAt(size), 1 / _weight + Math.Pow(Math.Log(size) - _meanLogSize, 2) / _spread);
        return new Interval(Math.Exp(low), Math.Exp(high));
    }

    private double LogAt(double size) => _meanLogError - Exponent * (Math.Log(size) - _meanLogSize);

    private static Interval Around(double value, double variance) =>
        new(value - Normal95 * Math.Sqrt(variance), value + Normal95 * Math.Sqrt(variance));
}
