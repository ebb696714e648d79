using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Evaluation;

/// <summary>A model on one set of images.</summary>
/// <param name="Name">The split, or the source within it.</param>
/// <param name="Groups">How many prints, cameras or photos the images come from.</param>
/// <param name="Quality">Of the served probabilities.</param>
/// <param name="Intervals">95 % by group bootstrap, by the names that <c>metrics.json</c> uses.</param>
public sealed record SplitEvaluation(
    string Name, int Groups, Scores Scores, ConfusionMatrix Confusion, ProbabilityQuality Quality, IReadOnlyDictionary<string, Interval> Intervals)
{
    /// <summary>The same for each source of the set, by name.</summary>
    public IReadOnlyList<SplitEvaluation> Sources { get; private init; } = [];

    public static SplitEvaluation Of(string name, IReadOnlyList<Prediction> predictions, ClassSet classes, int seed) =>
        Single(name, predictions, classes, seed) with
        {
            Sources = [.. predictions.GroupBy(p => p.Image.Source)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Single(g.Key, [.. g], classes, seed))],
        };

    /// <summary>Headline figures by name.</summary>
    public static IReadOnlyDictionary<string, double> Headline(Scores scores) => new Dictionary<string, double>
    {
        ["accuracy"] = scores.Accuracy,
        ["balanced_accuracy"] = scores.BalancedAccuracy,
        ["top2_accuracy"] = scores.TopTwoAccuracy,
        ["macro_f1"] = scores.MacroF1,
        ["weighted_f1"] = scores.WeightedF1,
    };

    private static SplitEvaluation Single(string name, IReadOnlyList<Prediction> predictions, ClassSet classes, int seed)
    {
        var matrix = GroupBootstrap.MatrixOf(predictions, classes);
        var samples = GroupBootstrap.Resample(predictions, classes, new Random(seed)).Select(m => Figures(Scores.Of(m))).ToList();
        var scores = Scores.Of(matrix);
        var intervals = Figures(scores).Keys
            .Select(key => (Key: key, Interval: GroupBootstrap.IntervalOf(samples.Select(s => s.TryGetValue(key, out var figure) ? figure : (double?)null))))
            .Where(pair => pair.Interval is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Interval!);
        var quality = ProbabilityQuality.Of([.. predictions.Select(p => (p.Probabilities, classes.ColumnOf(p.Image.Label)))]);
        return new SplitEvaluation(name, predictions.Select(p => p.Image.Group).Distinct().Count(), scores, matrix, quality, intervals);
    }

    private static Dictionary<string, double> Figures(Scores scores)
    {
        var figures = new Dictionary<string, double>(Headline(scores));
        foreach (var item in scores.Classes)
        {
            figures[$"{item.Class}.precision"] = item.Precision;
            figures[$"{item.Class}.recall"] = item.Recall;
            figures[$"{item.Class}.f1"] = item.F1;
        }

        return figures;
    }
}
