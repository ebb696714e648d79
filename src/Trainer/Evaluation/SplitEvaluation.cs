using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Evaluation;

/// <summary>A model on one set of images.</summary>
/// <param name="Name">The split, or the source within it.</param>
/// <param name="Predictions">What everything else follows from.</param>
/// <param name="Groups">How many prints, cameras or photos the images come from.</param>
/// <param name="Scores">At the likeliest class.</param>
/// <param name="AtThresholds">At the thresholds of the model.</param>
/// <param name="Quality">Of the served probabilities.</param>
/// <param name="Intervals">95 % by group bootstrap, by the names that <c>metrics.json</c> uses.</param>
public sealed record SplitEvaluation(
    string Name,
    IReadOnlyList<Prediction> Predictions,
    int Groups,
    Tally Counts,
    Scores Scores,
    ThresholdScores AtThresholds,
    ProbabilityQuality Quality,
    IReadOnlyDictionary<string, Interval> Intervals)
{
    /// <summary>The set that is all held out: every image of train and val scored once, by a network that has not seen its group.</summary>
    public const string OutOfFold = "out_of_fold";

    /// <summary>The same for each source of the set, by name.</summary>
    public IReadOnlyList<SplitEvaluation> Sources { get; private init; } = [];

    public ConfusionMatrix Confusion => Counts.Likeliest;

    /// <param name="predictions">One or more.</param>
    /// <param name="thresholds">One for each defect class.</param>
    public static SplitEvaluation Of(
        string name, IReadOnlyList<Prediction> predictions, ClassSet classes, int seed, IReadOnlyList<ClassThreshold> thresholds) =>
        Of(name, [new JudgedPredictions(predictions, new DecisionRule(classes, thresholds))], seed);

    /// <param name="parts">All of the same classes; one prediction or more in all.</param>
    public static SplitEvaluation Of(string name, IReadOnlyList<JudgedPredictions> parts, int seed) => Single(name, parts, seed) with
    {
        Sources = [.. parts.SelectMany(part => part.Predictions, (_, prediction) => prediction.Image.Source)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(source => Single(source, [.. parts.Select(part => part with { Predictions = [.. part.Predictions.Where(p => p.Image.Source == source)] })], seed))],
    };

    private static SplitEvaluation Single(string name, IReadOnlyList<JudgedPredictions> parts, int seed)
    {
        var classes = parts[0].Rule.Classes;
        var tally = new Tally(classes);
        foreach (var part in parts)
        {
            tally.Add(Tally.Of(part.Predictions, part.Rule));
        }

        var samples = GroupBootstrap.Resample(parts, new Random(seed)).Select(Figures.Of).ToList();
        var intervals = Figures.Of(tally).Keys
            .Select(key => (Key: key, Interval: GroupBootstrap.IntervalOf(samples.Select(s => s.TryGetValue(key, out var figure) ? figure : (double?)null))))
            .Where(pair => pair.Interval is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Interval!);
        IReadOnlyList<Prediction> predictions = [.. parts.SelectMany(part => part.Predictions)];
        return new SplitEvaluation(
            name,
            predictions,
            predictions.Select(p => p.Image.Group).Distinct().Count(),
            tally,
            Scores.Of(tally.Likeliest),
            ThresholdScores.Of(tally),
            ProbabilityQuality.Of([.. predictions.Select(p => (p.Probabilities, classes.ColumnOf(p.Image.Label)))]),
            intervals);
    }
}
