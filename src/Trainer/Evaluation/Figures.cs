namespace Defects.Trainer.Evaluation;

/// <summary>The figures of a set of images by the names that <c>metrics.json</c> and the intervals use.</summary>
public static class Figures
{
    /// <summary>What the names of figures at the thresholds begin with.</summary>
    public const string AtThresholds = "at_thresholds.";

    /// <summary>Averages at the likeliest class.</summary>
    public static IReadOnlyDictionary<string, double> Headline(Scores scores) =>
        new Dictionary<string, double>(Averages(scores)) { ["top2_accuracy"] = scores.TopTwoAccuracy };

    /// <summary>What is known of a single answer an image.</summary>
    public static IReadOnlyDictionary<string, double> Averages(Scores scores) => new Dictionary<string, double>
    {
        ["accuracy"] = scores.Accuracy,
        ["balanced_accuracy"] = scores.BalancedAccuracy,
        ["macro_f1"] = scores.MacroF1,
        ["weighted_f1"] = scores.WeightedF1,
    };

    /// <summary>Averages and classes, at the likeliest class and, with a prefix, at the thresholds.</summary>
    internal static Dictionary<string, double> Of(Tally tally)
    {
        var scores = Scores.Of(tally.Likeliest);
        var thresholds = ThresholdScores.Of(tally);
        return Headline(scores).Concat(OfClasses(scores.Classes))
            .Concat(Averages(thresholds.Decision).Concat(OfClasses(thresholds.Classes)).Select(figure => KeyValuePair.Create(AtThresholds + figure.Key, figure.Value)))
            .ToDictionary();
    }

    private static IEnumerable<KeyValuePair<string, double>> OfClasses(IEnumerable<ClassScores> classes) => classes.SelectMany(c => new[]
    {
        KeyValuePair.Create($"{c.Class}.precision", c.Precision),
        KeyValuePair.Create($"{c.Class}.recall", c.Recall),
        KeyValuePair.Create($"{c.Class}.f1", c.F1),
    });
}
