using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Ablation;

/// <summary>A recipe with one seed, measured on out-of-fold scores.</summary>
/// <param name="Scores">Of the one answer that the recipe gives to each image.</param>
/// <param name="Error">Expected calibration error of the probabilities it answers with.</param>
internal sealed record AblationCell(Scores Scores, double Error)
{
    public static AblationCell Of(Recipe recipe, IReadOnlyList<ScoredImage> scores, ClassSet classes)
    {
        var matrix = new ConfusionMatrix(classes);
        var predictions = new List<Prediction>();
        foreach (var answers in Answers.CrossFitted(recipe, scores, classes))
        {
            matrix.Add(answers.Matrix(classes));
            predictions.AddRange(answers.Predictions);
        }

        var quality = ProbabilityQuality.Of([.. predictions.Select(p => (p.Probabilities, classes.ColumnOf(p.Image.Label)))]);
        return new AblationCell(Scores.Of(matrix), quality.ExpectedCalibrationError);
    }
}
