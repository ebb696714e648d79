namespace Defects.Trainer.Calibration;

/// <summary>How far probabilities can be believed.</summary>
/// <param name="NegativeLogLikelihood">Mean of -log p of the true class, natural logarithm.</param>
/// <param name="Brier">Mean over images of the sum over classes of (p - truth)^2, 0 to 2.</param>
/// <param name="ExpectedCalibrationError">Confidence against accuracy over 15 bins of equal width (Guo et al. 2017, equation 3), 0 to 1.</param>
public sealed record ProbabilityQuality(double NegativeLogLikelihood, double Brier, double ExpectedCalibrationError)
{
    private const int Bins = 15;
    private const double SmallestProbability = 1e-15;

    /// <param name="rows">Probabilities by column with the true column.</param>
    public static ProbabilityQuality Of(IReadOnlyCollection<(double[] Probabilities, int Truth)> rows)
    {
        var confidence = new double[Bins];
        var hits = new double[Bins];
        var (nll, brier) = (0.0, 0.0);
        foreach (var (p, truth) in rows)
        {
            nll -= Math.Log(Math.Max(p[truth], SmallestProbability));
            brier += p.Select((x, column) => Math.Pow(x - (column == truth ? 1 : 0), 2)).Sum();
            var predicted = Array.IndexOf(p, p.Max());
            var bin = Math.Min(Bins - 1, (int)(p[predicted] * Bins));
            confidence[bin] += p[predicted];
            hits[bin] += predicted == truth ? 1 : 0;
        }

        var error = confidence.Zip(hits, (c, h) => Math.Abs(c - h)).Sum();
        return new ProbabilityQuality(nll / rows.Count, brier / rows.Count, error / rows.Count);
    }
}
