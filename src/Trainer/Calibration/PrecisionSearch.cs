namespace Defects.Trainer.Calibration;

/// <summary>
/// The threshold of most recall whose precision over prints is proved. The bound holds for each threshold by itself; that the
/// smallest of many is taken costs little, since neighbours share nearly all their prints.
/// </summary>
/// <param name="Target">Precision over prints, in (0, 1).</param>
/// <param name="Confidence">Of the one-sided bound, in (0, 1).</param>
public sealed record PrecisionSearch(double Target, double Confidence)
{
    /// <summary>
    /// The median over bootstraps of whole groups, raised to the next threshold at which the groups as they are prove the target,
    /// or where there is none above, lowered to their own smallest: what is returned is always proved. A sample that cannot reach the
    /// target counts as 1, which no threshold exceeds.
    /// </summary>
    /// <param name="groups">Probability of the class for the frames of each print, and whether the frame shows it.</param>
    /// <returns>Null where no threshold proves the target.</returns>
    public (double Threshold, double Spread)? Bootstrap(
        IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups, int samples, Random random)
    {
        if (Smallest(groups) is not { } smallest)
        {
            return null;
        }

        var (median, spread) = ThresholdSearch.Bootstrap(groups, sample => Smallest(sample) ?? 1, samples, random);
        return (Smallest(groups, median) ?? smallest, spread);
    }

    /// <summary>The smallest threshold from <paramref name="from"/> on that proves the target, or null.</summary>
    public double? Smallest(IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups, double from = ThresholdSearch.Lowest) =>
        Usable(groups)
            .TakeWhile(t => t.Threshold >= from)
            .Where(t => ClopperPearson.Proves(t.Right, t.Prints, Target, Confidence))
            .Select(t => (double?)t.Threshold)
            .LastOrDefault();

    /// <summary>The threshold that proves most.</summary>
    public PrintTrials Best(IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups) =>
        Usable(groups).DefaultIfEmpty().MaxBy(t => t.LowerBound(Confidence));

    private static IEnumerable<PrintTrials> Usable(IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> groups) =>
        PrintTrials.Of(groups).SkipWhile(t => t.Threshold > ThresholdSearch.Highest).TakeWhile(t => t.Threshold >= ThresholdSearch.Lowest);
}
