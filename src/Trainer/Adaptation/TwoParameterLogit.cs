namespace Defects.Trainer.Adaptation;

/// <summary>Logistic regression of a truth on one score, each truth weighing half, by Newton's method (Bishop 2006, section 4.3.3).</summary>
internal static class TwoParameterLogit
{
    private const int Steps = 30;

    /// <summary>Keeps the slope finite where a score parts the truths without a mistake.</summary>
    private const double Ridge = 1e-3;

    /// <returns>The largest mean log-likelihood, penalised by half the ridge times the squared slope.</returns>
    public static double Fit(IReadOnlyList<double> scores, IReadOnlyList<bool> truths)
    {
        double[] weights = [.. truths.Select(truth => 0.5 / truths.Count(other => other == truth))];
        var (centre, spread) = (scores.Average(), Math.Max(1e-9, Math.Sqrt(scores.Select(s => s * s).Average() - Math.Pow(scores.Average(), 2))));
        double[] x = [.. scores.Select(s => (s - centre) / spread)];
        var (slope, bias) = (0.0, 0.0);
        for (var step = 0; step < Steps; step++)
        {
            var (gs, gb, hss, hsb, hbb) = (-Ridge * slope, 0.0, Ridge, 0.0, 1e-9);
            for (var i = 0; i < x.Length; i++)
            {
                var p = 1 / (1 + Math.Exp(-(slope * x[i] + bias)));
                var (off, curve) = (weights[i] * ((truths[i] ? 1 : 0) - p), weights[i] * p * (1 - p));
                (gs, gb) = (gs + off * x[i], gb + off);
                (hss, hsb, hbb) = (hss + curve * x[i] * x[i], hsb + curve * x[i], hbb + curve);
            }

            var determinant = hss * hbb - hsb * hsb;
            (slope, bias) = (slope + (hbb * gs - hsb * gb) / determinant, bias + (hss * gb - hsb * gs) / determinant);
        }

        return x.Select((value, i) => -weights[i] * Math.Log(1 + Math.Exp((truths[i] ? -1 : 1) * (slope * value + bias)))).Sum() - Ridge * slope * slope / 2;
    }
}
