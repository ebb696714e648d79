namespace Defects.Trainer.Calibration;

/// <summary>The probability from which a class should count, chosen on scores.</summary>
public static class ThresholdSearch
{
    /// <summary>Thresholds nearer to 0 or 1 than this could not be told from them by an agent, whose probabilities are within 1e-4 of these.</summary>
    public const double Lowest = 1e-3;

    /// <inheritdoc cref="Lowest"/>
    public const double Highest = 1 - Lowest;

    /// <summary>
    /// With this many, thresholds chosen on 2 to 32 prints do better on the other prints than as they are, for each class of the photos;
    /// 2 to 10 do hardly worse (<c>./bench.sh threshold-prints</c>).
    /// </summary>
    public const double PriorPrints = 5;

    /// <summary>
    /// The threshold of the largest F-beta = (1 + b^2) TP / ((1 + b^2) TP + b^2 FN + FP), halfway between the lowest score that
    /// counts and the next one below.
    /// </summary>
    /// <param name="scores">Probability of the class and whether the image shows it; 0 to 1.</param>
    /// <returns>A threshold from <see cref="Lowest"/> to <see cref="Highest"/>, or null where no image shows the class.</returns>
    public static double? MaximiseFBeta(IEnumerable<(double Score, bool Positive)> scores, double beta)
    {
        var sorted = scores.OrderByDescending(s => s.Score).ToList();
        var positives = sorted.Count(s => s.Positive);
        if (positives == 0)
        {
            return null;
        }

        var weight = beta * beta;
        var (hits, bestIndex, bestF) = (0, 0, -1.0);
        for (var i = 0; i < sorted.Count; i++)
        {
            hits += sorted[i].Positive ? 1 : 0;
            if (i + 1 < sorted.Count && sorted[i + 1].Score == sorted[i].Score)
            {
                continue;
            }

            // With i + 1 images above the threshold, FP = i + 1 - TP and FN = positives - TP.
            var f = (1 + weight) * hits / (weight * positives + i + 1);
            if (f > bestF)
            {
                (bestF, bestIndex) = (f, i);
            }
        }

        var below = bestIndex + 1 < sorted.Count ? sorted[bestIndex + 1].Score : 0;
        return Math.Clamp(Between(below, sorted[bestIndex].Score), Lowest, Highest);
    }

    /// <summary>
    /// The median over bootstraps of whole groups, which is steadier than the one best threshold of the few positives there are,
    /// with the standard deviation over them. Samples without a positive say nothing and are left out.
    /// </summary>
    /// <param name="groups">The scores of each print.</param>
    /// <exception cref="ArgumentException">No sample has a positive.</exception>
    public static (double Threshold, double Spread) Bootstrap(
        IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups, double beta, int samples, Random random) =>
        Bootstrap(groups, sample => MaximiseFBeta(sample.SelectMany(frames => frames), beta), samples, random);

    /// <summary>
    /// A threshold chosen on few prints, drawn towards the class's frequency in log-odds: from there on an image speaks for the class
    /// rather than against it. The frequency counts as much as some prints do.
    /// </summary>
    /// <param name="threshold">As chosen; above 0 and below 1.</param>
    /// <param name="frequency">Share of the images that show the class; above 0, to 1.</param>
    /// <param name="prints">Prints that show the class, which it was chosen on.</param>
    /// <param name="prior">Prints that the frequency counts as, above 0.</param>
    /// <returns>From <see cref="Lowest"/> to <see cref="Highest"/>.</returns>
    public static double TowardsFrequency(double threshold, double frequency, int prints, double prior = PriorPrints)
    {
        var weight = prints / (prints + prior);
        var logOdds = weight * LogOdds(threshold) + (1 - weight) * LogOdds(frequency);
        return Math.Clamp(1 / (1 + Math.Exp(-logOdds)), Lowest, Highest);

        static double LogOdds(double p) => Math.Log(Math.Clamp(p, Lowest, Highest)) - Math.Log(1 - Math.Clamp(p, Lowest, Highest));
    }

    /// <summary>The same of any choice of a threshold; samples for which it has none are left out.</summary>
    internal static (double Threshold, double Spread) Bootstrap(
        IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups,
        Func<IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>>, double?> choose,
        int samples,
        Random random)
    {
        var found = Enumerable.Range(0, samples)
            .Select(_ => choose([.. groups.Select(_ => groups[random.Next(groups.Count)])]))
            .OfType<double>()
            .Order()
            .ToList();
        if (found.Count == 0)
        {
            throw new ArgumentException("No group shows the class: there is nothing to choose a threshold on.", nameof(groups));
        }

        var mean = found.Average();
        var median = (found[(found.Count - 1) / 2] + found[found.Count / 2]) / 2;
        return (median, Math.Sqrt(found.Average(t => (t - mean) * (t - mean))));
    }

    /// <summary>Halfway, unless rounding would make that the lower one, which must not count.</summary>
    internal static double Between(double below, double score) => (below + score) / 2 > below ? (below + score) / 2 : score;
}
