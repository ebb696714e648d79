using System.Text.Json.Serialization;

namespace Defects.Trainer.Calibration;

/// <summary>How far probabilities can be believed. Calibration errors come out too high on few images; the first two do not.</summary>
/// <param name="NegativeLogLikelihood">Mean of -log p of the true class, natural logarithm.</param>
/// <param name="Brier">Mean over images of the sum over classes of (p - truth)^2, 0 to 2.</param>
/// <param name="ExpectedCalibrationError">Confidence against accuracy over 15 bins of equal width (Guo et al. 2017, equation 3), 0 to 1.</param>
/// <param name="ClasswiseCalibrationError">Mean of <paramref name="ClassErrors"/> (Kull et al. 2019, section 2), 0 to 1.</param>
/// <param name="ClassErrors">
/// By output column, the probability of the class against how often it is there, over 15 bins, 0 to 1: what a threshold of the
/// class relies on, where the error of the likeliest class hides a rare one.
/// </param>
public sealed record ProbabilityQuality(
    double NegativeLogLikelihood,
    double Brier,
    double ExpectedCalibrationError,
    double ClasswiseCalibrationError,
    [property: JsonIgnore] IReadOnlyList<double> ClassErrors)
{
    /// <summary>Of equal width, from 0 to 1.</summary>
    internal const int Bins = 15;

    private const double SmallestProbability = 1e-15;

    /// <param name="rows">Probabilities by column with the true column; one or more.</param>
    public static ProbabilityQuality Of(IReadOnlyCollection<(double[] Probabilities, int Truth)> rows)
    {
        double[] errors = [.. rows.First().Probabilities.Select((_, column) => BinnedError(rows.Select(r => (r.Probabilities[column], r.Truth == column))))];
        return new ProbabilityQuality(
            rows.Average(r => -Math.Log(Math.Max(r.Probabilities[r.Truth], SmallestProbability))),
            rows.Average(r => r.Probabilities.Select((p, column) => Math.Pow(p - (column == r.Truth ? 1 : 0), 2)).Sum()),
            BinnedError(rows.Select(r => (r.Probabilities.Max(), Array.IndexOf(r.Probabilities, r.Probabilities.Max()) == r.Truth))),
            errors.Average(),
            errors);
    }

    /// <summary>Sum over bins of |B|/N |mean p - share that happened|, in which |B| cancels.</summary>
    private static double BinnedError(IEnumerable<(double Probability, bool Happened)> rows)
    {
        var gaps = new double[Bins];
        var count = 0;
        foreach (var (p, happened) in rows)
        {
            gaps[Math.Min(Bins - 1, (int)(p * Bins))] += p - (happened ? 1 : 0);
            count++;
        }

        return gaps.Sum(Math.Abs) / count;
    }
}
