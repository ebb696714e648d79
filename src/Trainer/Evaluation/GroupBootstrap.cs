using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// How far figures would move with other prints (percentile bootstrap, Efron 1979). Whole groups are drawn: frames of one print
/// are alike, and counting them as independent would make every interval too narrow.
/// </summary>
public static class GroupBootstrap
{
    public const int Samples = 1000;

    /// <summary>The confusion matrix of each of <see cref="Samples"/> samples of the groups, drawn with replacement.</summary>
    public static IReadOnlyList<ConfusionMatrix> Resample(IEnumerable<Prediction> predictions, ClassSet classes, Random random)
    {
        var groups = predictions.GroupBy(p => p.Image.Group).Select(g => MatrixOf(g, classes)).ToList();
        return [.. Enumerable.Range(0, Samples).Select(_ => Sample(groups, classes, random))];
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

    private static ConfusionMatrix Sample(IReadOnlyList<ConfusionMatrix> groups, ClassSet classes, Random random)
    {
        var sum = new ConfusionMatrix(classes);
        for (var i = 0; i < groups.Count; i++)
        {
            sum.Add(groups[random.Next(groups.Count)]);
        }

        return sum;
    }

    private static double Quantile(IReadOnlyList<double> sorted, double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
}
