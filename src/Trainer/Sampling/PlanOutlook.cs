namespace Defects.Trainer.Sampling;

/// <summary>The plan as it will be when the rarest class has grown.</summary>
/// <param name="Groups">Groups that the rarest class then has.</param>
/// <param name="Counts">What there then is of each class, by ascending id.</param>
public sealed record PlanOutlook(int Groups, IReadOnlyList<ClassCount> Counts, SamplingPlan Plan)
{
    /// <summary>The class whose groups say how far sampling leans: the one of fewest groups, of fewest images where these are the same.</summary>
    public static ClassCount RarestOf(IEnumerable<ClassCount> counts) => counts.OrderBy(c => c.Groups).ThenBy(c => c.Images).ThenBy(c => c.Class.Id).First();

    /// <summary>
    /// Today, then the rarest class doubled and doubled again until nothing is oversampled. A class that would be left behind
    /// grows with it, or it would be the rarest, and nothing would change any more.
    /// </summary>
    /// <exception cref="ArgumentException">As of <see cref="SamplingPlan.For"/>.</exception>
    public static IReadOnlyList<PlanOutlook> Of(IReadOnlyList<ClassCount> counts, SamplingOptions sampling, LossOptions loss)
    {
        var outlooks = new List<PlanOutlook>();
        var groups = RarestOf(counts).Groups;
        do
        {
            ClassCount[] grown = [.. counts.OrderBy(c => c.Class.Id).Select(c => GrownTo(groups, c))];
            outlooks.Add(new PlanOutlook(groups, grown, SamplingPlan.For(grown, sampling, loss)));
            groups *= 2;
        }
        while (outlooks[^1].Plan.SamplingExponent < 1);

        return outlooks;
    }

    /// <summary>New groups hold as many images as those there are.</summary>
    private static ClassCount GrownTo(int groups, ClassCount count) => groups <= count.Groups
        ? count
        : count with { Groups = groups, Images = (int)Math.Round((double)count.Images * groups / count.Groups) };
}
