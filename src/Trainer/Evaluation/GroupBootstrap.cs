using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// How far figures would move with other prints (percentile bootstrap, Efron 1979). Whole groups are drawn: frames of one print
/// are alike, and counting them as independent would make every interval too narrow.
/// </summary>
public static class GroupBootstrap
{
    public const int Samples = 1000;

    /// <summary>The tally of each of <see cref="Samples"/> samples of the groups, drawn with replacement.</summary>
    public static IEnumerable<Tally> Resample(IEnumerable<JudgedPredictions> parts, Random random)
    {
        // Photos are groups of one image, and most of them come to the same counts: these are added once, times how often they are drawn.
        var kinds = parts
            .SelectMany(part => part.Predictions.GroupBy(p => p.Image.Group).Select(g => Tally.Of(g, part.Rule)))
            .GroupBy(tally => tally.Signature)
            .ToList();
        int[] kindOfGroup = [.. kinds.SelectMany((kind, index) => kind.Select(_ => index))];
        Tally[] tallies = [.. kinds.Select(kind => kind.First())];
        return Enumerable.Range(0, Samples).Select(_ => Sample(tallies, kindOfGroup, random));
    }

    /// <summary>The middle 95 % of a figure over the samples in which it is known, or null where it never is.</summary>
    public static Interval? IntervalOf(IEnumerable<double?> figures)
    {
        var sorted = figures.OfType<double>().Order().ToList();
        return sorted.Count == 0 ? null : new Interval(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    public static ConfusionMatrix MatrixOf(IEnumerable<Prediction> predictions, ClassSet classes)
    {
        var matrix = new ConfusionMatrix(classes);
        foreach (var prediction in predictions)
        {
            matrix.Add(prediction.Image.Label, prediction.Probabilities);
        }

        return matrix;
    }

    private static Tally Sample(Tally[] kinds, int[] kindOfGroup, Random random)
    {
        var drawn = new int[kinds.Length];
        for (var i = 0; i < kindOfGroup.Length; i++)
        {
            drawn[kindOfGroup[random.Next(kindOfGroup.Length)]]++;
        }

        var sum = new Tally(kinds[0].Classes);
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            sum.Add(kinds[kind], drawn[kind]);
        }

        return sum;
    }

    private static double Quantile(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
