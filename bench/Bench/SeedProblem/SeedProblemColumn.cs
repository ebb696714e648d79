using Defects.Bench.Recipes;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.SeedProblem;

/// <summary>The figures of one way to train.</summary>
/// <param name="Figures">By name, in the order to show them.</param>
/// <param name="Intervals">95 % over bootstraps of prints; empty where only the figures are known.</param>
internal sealed record SeedProblemColumn(
    string Name, IReadOnlyList<KeyValuePair<string, double>> Figures, IReadOnlyDictionary<string, Interval> Intervals)
{
    /// <summary>What the baseline published: precision, recall and F1 of each class; all but top-2 follows from them.</summary>
    public static readonly SeedProblemColumn Seed = new(
        "seed",
        FiguresOf(Scores.Of(
            [
                new(DefectClass.Good, 0.78, 0.71, 0.74, 1893),
                new(DefectClass.UnderExtrusion, 0.78, 0.92, 0.84, 2328),
                new(DefectClass.Stringing, 0.81, 0.55, 0.65, 532),
                new(DefectClass.Spaghetti, 0.74, 0.22, 0.34, 78),
            ],
            topTwo: 0,
            absent: [])),
        new Dictionary<string, Interval>());

    public static SeedProblemColumn Of(string name, Answers answers, ClassSet classes)
    {
        // Where the likeliest class is the answer no threshold is read, and any will do.
        var rule = new DecisionRule(classes, answers.Thresholds ?? [.. classes.Where(c => c.IsDefect).Select(c => new ClassThreshold(c, 1, 1, Spread: 0))]);
        var samples = GroupBootstrap.Resample([new JudgedPredictions(answers.Predictions, rule)], new Random(1)).Select(FiguresAt).ToList();
        var figures = FiguresAt(Tally.Of(answers.Predictions, rule));
        return new SeedProblemColumn(name, figures, figures
            .Select((figure, i) => (figure.Key, Interval: GroupBootstrap.IntervalOf(samples.Select(s => s.Count == figures.Count ? s[i].Value : (double?)null))))
            .Where(pair => pair.Interval is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Interval!));

        List<KeyValuePair<string, double>> FiguresAt(Tally tally) => FiguresOf(Scores.Of(answers.Thresholds is null ? tally.Likeliest : tally.Decided));
    }

    private static List<KeyValuePair<string, double>> FiguresOf(Scores scores) =>
    [
        new("accuracy", scores.Accuracy),
        new("balanced accuracy", scores.BalancedAccuracy),
        new("macro-F1", scores.MacroF1),
        .. scores.Classes.SelectMany(c => new KeyValuePair<string, double>[] { new($"{c.Class} precision", c.Precision), new($"{c.Class} recall", c.Recall) }),
    ];
}
