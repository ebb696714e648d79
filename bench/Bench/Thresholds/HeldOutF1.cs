using Defects.Trainer.Calibration;

namespace Defects.Bench.Thresholds;

/// <summary>F1 on all other prints of thresholds that were chosen on some.</summary>
internal static class HeldOutF1
{
    /// <param name="groups">Of each print the probability of the class for its images, and whether the image shows it.</param>
    /// <param name="prints">Prints of the class to choose on; of the others as large a share.</param>
    /// <param name="priors">Prints that the class's frequency counts as.</param>
    /// <returns>The mean over the draws of the threshold as chosen, then drawn by each of the priors.</returns>
    public static IReadOnlyList<double> Of(
        IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups, int prints, IReadOnlyList<double> priors, int draws, int bootstraps, Random random)
    {
        var showing = groups.Where(g => g.Any(i => i.Positive)).ToArray();
        var others = groups.Where(g => !g.Any(i => i.Positive)).ToArray();
        var sums = new double[priors.Count + 1];
        for (var draw = 0; draw < draws; draw++)
        {
            random.Shuffle(showing);
            random.Shuffle(others);
            var beside = Math.Max(1, others.Length * prints / showing.Length);
            List<IReadOnlyList<(double Score, bool Positive)>> chosenOn = [.. showing.Take(prints), .. others.Take(beside)];
            List<(double Score, bool Positive)> rest = [.. showing.Skip(prints).Concat(others.Skip(beside)).SelectMany(g => g)];
            var alone = ThresholdSearch.Bootstrap(chosenOn, 1, bootstraps, random).Threshold;
            var frequency = chosenOn.SelectMany(g => g).Average(i => i.Score);
            sums[0] += F1(rest, alone);
            for (var i = 0; i < priors.Count; i++)
            {
                sums[i + 1] += F1(rest, ThresholdSearch.TowardsFrequency(alone, frequency, prints, priors[i]));
            }
        }

        return [.. sums.Select(sum => sum / draws)];
    }

    private static double F1(List<(double Score, bool Positive)> images, double threshold)
    {
        var hits = images.Count(i => i.Positive && i.Score >= threshold);
        return 2.0 * hits / (images.Count(i => i.Positive) + images.Count(i => i.Score >= threshold));
    }
}
