using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Shared.Adaptation;

/// <summary>
/// What one camera's good frames change in what the model says of its other frames, without training: a bounded number added to the logit of
/// each defect class. It cannot make a good frame of a failing one by more than the rule's bound.
/// </summary>
/// <param name="Margins">By output column: median log(p / p_good) of the good frames; 0 for good itself.</param>
/// <param name="Cluster">Where their embeddings lie.</param>
/// <param name="UsualDistance">Median squared distance of a good frame from the cluster of the others.</param>
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

    /// <summary>Keeps the logarithm of a probability finite.</summary>
    private const float Least = 1e-30f;

    /// <summary>Whether it could have been fitted: what is read from a file may hold anything.</summary>
    public bool IsSound =>
        Frames > 0 && UsualDistance is > 0 and < double.PositiveInfinity && Margins.All(double.IsFinite) && Cluster.IsSound;

    /// <summary>Whether it can be applied to frames of so many classes and features.</summary>
    public bool Fits(int classes, int embedding) => Margins.Count == classes && Cluster.Mean.Count == embedding;

    /// <param name="classes">The model's.</param>
    /// <param name="frames">Good ones of one camera, <see cref="LeastFrames"/> or more.</param>
    public static CameraAdaptation Of(ClassSet classes, IReadOnlyList<ReferenceFrame> frames)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frames.Count, LeastFrames);
        var good = classes.ColumnOf(DefectClass.Good);
        var margins = frames.Select(frame => (Frame: frame, Margins: MarginsOf(frame.Probabilities, good))).ToList();
        var medians = Medians(margins.Select(item => item.Margins));

        // The median barely moves for a few failing frames; the cluster would.
        var kept = margins
            .OrderBy(item => item.Margins.Zip(medians, (margin, median) => margin - median).Max())
            .Take(frames.Count - (int)Math.Ceiling(Doubtful * frames.Count))
            .ToList();
        IReadOnlyList<float>[] embeddings = [.. kept.Select(item => item.Frame.Embedding)];
        var distances = embeddings.Select((embedding, i) => EmbeddingCluster.Of([.. embeddings.Where((_, other) => other != i)]).SquaredDistance([.. embedding]));
        return new CameraAdaptation(
            Medians(kept.Select(item => item.Margins)), EmbeddingCluster.Of(embeddings), Math.Max(Least, Median(distances)), kept.Count);
    }

    /// <summary>How much farther a frame lies from the good ones than they from each other: the logarithm of the ratio of squared distances.</summary>
    public double NoveltyOf(ReadOnlySpan<float> embedding) =>
        Math.Clamp(Math.Log(Math.Max(Least, Cluster.SquaredDistance(embedding)) / UsualDistance), 0, MostNovel);

    /// <summary>What is added to the logit of a class.</summary>
    /// <param name="novelty">The frame's, see <see cref="NoveltyOf"/>.</param>
    /// <param name="column">The output column of the class.</param>
    public double Added(AdaptationRule rule, ClassAdaptation item, int column, double novelty) =>
        Math.Clamp(item.Offset - item.Shift * Margins[column] + item.Novelty * (novelty - rule.UsualNovelty), item.Lowest, item.Highest);

    /// <summary>Corrects the probabilities of a frame. Allocates nothing.</summary>
    /// <param name="probabilities">What the model says, by output column.</param>
    /// <param name="adapted">Takes what it comes to; may be the same memory.</param>
    public void Apply(AdaptationRule rule, ClassSet classes, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> embedding, Span<float> adapted) =>
        Apply(rule, classes, probabilities, NoveltyOf(embedding), adapted);

    /// <summary>The same for a novelty that is known.</summary>
    public void Apply(AdaptationRule rule, ClassSet classes, ReadOnlySpan<float> probabilities, double novelty, Span<float> adapted)
    {
        probabilities.CopyTo(adapted);
        foreach (var item in rule.Classes)
        {
            var column = classes.ColumnOf(item.Class);
            adapted[column] *= (float)Math.Exp(Added(rule, item, column, novelty));
        }

        var sum = 0f;
        foreach (var probability in adapted)
        {
            sum += probability;
        }

        for (var column = 0; column < adapted.Length; column++)
        {
            adapted[column] /= sum;
        }
    }

    /// <summary>log(p / p_good) by column.</summary>
    public static double[] MarginsOf(IReadOnlyList<float> probabilities, int good) =>
        [.. probabilities.Select(p => Math.Log(Math.Max(Least, p)) - Math.Log(Math.Max(Least, probabilities[good])))];

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
