using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Shared.Adaptation;

/// <summary>
/// What one camera's good frames change in what the model says of its other frames, without training: a bounded number added to the log-odds
/// of each defect class by itself. No class changes another, so that none can be hidden by more than its own bound.
/// </summary>
/// <param name="Margins">By output column: median log-odds, log p/(1 - p), among the good frames.</param>
/// <param name="Cluster">Where their embeddings lie.</param>
/// <param name="UsualDistance">Median squared distance of a good frame from the cluster of the others, 1 or more.</param>
/// <param name="Frames">How many were taken in, the doubtful ones not counted.</param>
public sealed record CameraAdaptation(IReadOnlyList<double> Margins, EmbeddingCluster Cluster, double UsualDistance, int Frames)
{
    /// <summary>Fewer frames say nothing about a camera.</summary>
    public const int LeastFrames = 10;

    /// <summary>
    /// Of frames that somebody vouches for so many, the ones that look most like a failure, have no say: whoever vouches may have
    /// overlooked a few, and those must not teach that failures are good.
    /// </summary>
    public const double Doubtful = 0.15;

    /// <summary>The novelty of a frame ends here, however strange it is: e^4 times the usual squared distance.</summary>
    private const double MostNovel = 4;

    /// <summary>Keeps log-odds finite: float32 tells no probability from 1 that is nearer.</summary>
    private const double Least = 1e-7;

    /// <summary>Whether it could have been fitted: what is read from a file may hold anything.</summary>
    public bool IsSound => Frames > 0 && UsualDistance is >= 1 and < 1e12 && Margins.All(margin => Math.Abs(margin) < 100) && Cluster.IsSound;

    /// <summary>Whether it can be applied to frames of so many classes and features.</summary>
    public bool Fits(int classes, int embedding) => Margins.Count == classes && Cluster.Mean.Count == embedding;

    /// <param name="frames">Good ones of one camera, <see cref="LeastFrames"/> or more, no two the same.</param>
    public static CameraAdaptation Of(ClassSet classes, IReadOnlyList<ReferenceFrame> frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames.Count, LeastFrames);
        var defects = Enumerable.Range(0, classes.Count).Where(column => classes[column].IsDefect).ToList();
        var margins = frames.Select(frame => (Frame: frame, LogOdds: frame.Probabilities.Select(p => LogOdds(p)).ToArray())).ToList();
        var medians = Medians(margins.Select(item => item.LogOdds));

        // The median barely moves for a few failing frames; the cluster would.
        var kept = margins
            .OrderBy(item => defects.Max(column => item.LogOdds[column] - medians[column]))
            .Take(frames.Count - (int)Math.Ceiling(Doubtful * frames.Count))
            .ToList();
        IReadOnlyList<float>[] embeddings = [.. kept.Select(item => item.Frame.Embedding)];
        var distances = embeddings.Select((embedding, i) => EmbeddingCluster.Of([.. embeddings.Where((_, other) => other != i)]).SquaredDistance([.. embedding]));
        return new CameraAdaptation(Medians(kept.Select(item => item.LogOdds)), EmbeddingCluster.Of(embeddings), Math.Max(1, Median(distances)), kept.Count);
    }

    /// <summary>How much farther a frame lies from the good ones than they from each other: the logarithm of the ratio of squared distances.</summary>
    public double NoveltyOf(ReadOnlySpan<float> embedding) => Math.Clamp(Math.Log(Math.Max(1, Cluster.SquaredDistance(embedding) / UsualDistance)), 0, MostNovel);

    /// <summary>What is added to the log-odds of a class.</summary>
    /// <param name="column">The output column of the class.</param>
    /// <param name="novelty">The frame's, see <see cref="NoveltyOf"/>.</param>
    public double Added(AdaptationRule rule, ClassAdaptation item, int column, double novelty) =>
        Math.Clamp(item.Offset - item.Shift * Margins[column] + item.Novelty * (novelty - rule.UsualNovelty), item.Lowest, item.Highest);

    /// <summary>Corrects the probabilities of a frame in place. They need not add up to 1 after it; good takes what the defects leave.</summary>
    /// <param name="probabilities">What the model says, by output column.</param>
    public void Apply(AdaptationRule rule, ClassSet classes, Span<float> probabilities, ReadOnlySpan<float> embedding)
    {
        var novelty = NoveltyOf(embedding);
        for (var i = 0; i < rule.Classes.Count; i++)
        {
            var column = classes.ColumnOf(rule.Classes[i].Class);
            probabilities[column] = (float)Adapted(rule, rule.Classes[i], column, probabilities[column], novelty);
        }

        var left = 1f;
        for (var column = 0; column < classes.Count; column++)
        {
            left -= classes[column].IsDefect ? probabilities[column] : 0;
        }

        probabilities[classes.ColumnOf(DefectClass.Good)] = Math.Max(0, left);
    }

    /// <summary>The corrected probability of one class.</summary>
    public double Adapted(AdaptationRule rule, ClassAdaptation item, int column, double probability, double novelty) =>
        1 / (1 + Math.Exp(-LogOdds(probability) - Added(rule, item, column, novelty)));

    /// <summary>log p / (1 - p), finite.</summary>
    public static double LogOdds(double probability)
    {
        // 1e-30 and 1e-7 may be told apart, 1 and 1 - 1e-7 may not.
        var p = Math.Clamp(probability, 1e-30, 1 - Least);
        return Math.Log(p) - Math.Log(1 - p);
    }

    private static double[] Medians(IEnumerable<double[]> rows)
    {
        var all = rows.ToList();
        return [.. all[0].Select((_, column) => Median(all.Select(row => row[column])))];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
