using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Ablation;

/// <summary>A recipe with one seed, measured on out-of-fold scores.</summary>
/// <param name="Scores">Of the one answer that the recipe gives to each image.</param>
/// <param name="Error">Expected calibration error of the probabilities it answers with.</param>
internal sealed record AblationCell(Scores Scores, double Error)
{
    /// <summary>
    /// Calibrated on the images that are measured a recipe would flatter itself, so each half of the prints gets the calibration
    /// and the thresholds of the other half.
    /// </summary>
    public static AblationCell Of(Recipe recipe, IReadOnlyList<ScoredImage> scores, ClassSet classes)
    {
        IReadOnlyList<LabelledImage> images = [.. scores.Select(s => s.Image)];
        var half = GroupedFolds.Assign(images, folds: 2, recipe.Options.Seed);
        var matrix = new ConfusionMatrix(classes);
        var predictions = new List<Prediction>();
        foreach (var asked in new[] { 0, 1 })
        {
            var answers = Answers.Of(recipe, [.. scores.Where((_, i) => half[i] == asked)], [.. scores.Where((_, i) => half[i] != asked)], images, classes);
            matrix.Add(answers.Matrix(classes));
            predictions.AddRange(answers.Predictions);
        }

        var quality = ProbabilityQuality.Of([.. predictions.Select(p => (p.Probabilities, classes.ColumnOf(p.Image.Label)))]);
        return new AblationCell(Scores.Of(matrix), quality.ExpectedCalibrationError);
    }
}
