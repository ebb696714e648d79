using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

/// <summary>Predictions without pictures.</summary>
internal static class TestPredictions
{
    public static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti]);

    public static readonly IReadOnlyList<ClassThreshold> Thresholds =
    [
        new(DefectClass.UnderExtrusion, 0.5, 0.35, 0.01),
        new(DefectClass.Stringing, 0.4, 0.28, 0.01),
        new(DefectClass.Spaghetti, 0.2, 0.14, 0.01),
    ];

    public static readonly DecisionRule Rule = new(Classes, Thresholds);

    public static Prediction Of(DefectClass truth, double[] probabilities, string group = "g", string path = "a.jpg", string source = "s", string licence = "MIT") =>
        new(new LabelledImage(path, truth, group, source, licence, "test"), probabilities);

    /// <summary>Random probabilities that lean towards the truth; only the classes given occur.</summary>
    public static IReadOnlyList<Prediction> Random(int seed, int images, int groups, params DefectClass[] truths)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, images).Select(i =>
        {
            var truth = truths[random.Next(truths.Length)];
            double[] raw = [.. Classes.Select(c => random.NextDouble() + (c == truth ? 0.4 : 0))];
            return Of(truth, [.. raw.Select(p => p / raw.Sum())], $"{i % groups}", $"{i}.jpg", i % 2 == 0 ? "even" : "odd");
        })];
    }

    public static SplitEvaluation Evaluate(IReadOnlyList<Prediction> predictions, string name = "test") => SplitEvaluation.Of(name, predictions, Classes, 1, Thresholds);
}
