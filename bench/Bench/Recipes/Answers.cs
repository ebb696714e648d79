using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Bench.Recipes;

/// <summary>Probabilities of images, with the thresholds to read them at where the recipe has some.</summary>
/// <param name="Thresholds">Null where the likeliest class is the answer.</param>
internal sealed record Answers(IReadOnlyList<Prediction> Predictions, IReadOnlyList<ClassThreshold>? Thresholds)
{
    private const double OneThreshold = 0.8;

    /// <param name="asked">Free of any prior, as <see cref="HeldOutScores"/> has them; so are those of <paramref name="fitted"/>.</param>
    /// <param name="fitted">Images that calibration may look at: of no print among the asked.</param>
    /// <param name="training">What the network was trained on.</param>
    public static Answers Of(
        Recipe recipe, IReadOnlyList<ScoredImage> asked, IReadOnlyList<ScoredImage> fitted, IEnumerable<LabelledImage> training, ClassSet classes)
    {
        var options = recipe.Options;
        var prior = options.Loss.FittedPrior(SamplingPlan.For(ClassCount.Of(training), options.Sampling, options.Loss));
        double[] log = [.. classes.Select(c => Math.Log(prior[c]))];
        (asked, fitted) = ([.. asked.Select(s => s.Plus(log))], [.. fitted.Select(s => s.Plus(log))]);
        switch (recipe.Judgement)
        {
            case Judgement.PostHocOffset:
                return Plain(c => -Math.Log(prior[c]), null);
            case Judgement.OneThreshold:
                return Plain(_ => 0, [.. classes.Where(c => c.IsDefect).Select(c => new ClassThreshold(c, OneThreshold, OneThreshold, Spread: 0))]);
            case Judgement.Likeliest:
                return Plain(_ => 0, null);
            default:
                var calibration = ModelCalibration.Fit(fitted, classes, prior, options.Calibration, options.Seed);
                return new Answers(
                    Predict(c => calibration.PriorOffset[c], calibration.Temperature),
                    recipe.Judgement == Judgement.CalibratedThresholds ? calibration.Thresholds : null);
        }

        Answers Plain(Func<DefectClass, double> offset, IReadOnlyList<ClassThreshold>? thresholds) => new(Predict(offset, 1), thresholds);

        IReadOnlyList<Prediction> Predict(Func<DefectClass, double> offset, double temperature)
        {
            double[] added = [.. classes.Select(offset)];
            return [.. asked.Select(s => new Prediction(s.Image, Softmax.Of(s.Logits, added, temperature)))];
        }
    }

    /// <summary>
    /// Calibrated on the images that are measured a recipe would flatter itself, so each half of the prints gets the calibration
    /// and the thresholds of the other half.
    /// </summary>
    /// <param name="scores">Out of fold.</param>
    /// <returns>The answers of each half.</returns>
    public static IReadOnlyList<Answers> CrossFitted(Recipe recipe, IReadOnlyList<ScoredImage> scores, ClassSet classes)
    {
        IReadOnlyList<LabelledImage> images = [.. scores.Select(s => s.Image)];
        var half = GroupedFolds.Assign(images, folds: 2, recipe.Options.Seed);
        return [.. new[] { 0, 1 }.Select(asked =>
            Of(recipe, [.. scores.Where((_, i) => half[i] == asked)], [.. scores.Where((_, i) => half[i] != asked)], images, classes))];
    }

    /// <summary>The one answer to each image.</summary>
    public ConfusionMatrix Matrix(ClassSet classes)
    {
        if (Thresholds is null)
        {
            return GroupBootstrap.MatrixOf(Predictions, classes);
        }

        var rule = new DecisionRule(classes, Thresholds);
        var matrix = new ConfusionMatrix(classes);
        foreach (var (image, probabilities) in Predictions)
        {
            matrix.Add(image.Label, rule.Decide(probabilities), 1);
        }

        return matrix;
    }
}
