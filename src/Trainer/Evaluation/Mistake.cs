using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>An image whose likeliest class is not what it shows.</summary>
/// <param name="Said">The likeliest class.</param>
/// <param name="Confidence">Its probability.</param>
/// <param name="Truth">The probability of what the image shows.</param>
public sealed record Mistake(Prediction Prediction, DefectClass Said, double Confidence, double Truth)
{
    /// <summary>Frames of one print err alike: more of them would hide the other mistakes.</summary>
    private const int MostOfAGroup = 2;

    /// <summary>The surest mistakes first: those in which what was said leads the truth by most.</summary>
    public static IReadOnlyList<Mistake> Worst(SplitEvaluation split, int most) =>
        [.. split.Predictions
            .Select(p => Of(p, split.Confusion.Classes))
            .Where(m => m.Said != m.Prediction.Image.Label)
            .OrderByDescending(m => m.Confidence - m.Truth)
            .ThenBy(m => m.Prediction.Image.Path, StringComparer.Ordinal)
            .GroupBy(m => m.Prediction.Image.Group)
            .SelectMany(group => group.Take(MostOfAGroup))
            .OrderByDescending(m => m.Confidence - m.Truth)
            .Take(most)];

    private static Mistake Of(Prediction prediction, ClassSet classes)
    {
        var column = prediction.Probabilities.IndexOf(prediction.Probabilities.Max());
        return new Mistake(prediction, classes[column], prediction.Probabilities[column], prediction.Probabilities[classes.ColumnOf(prediction.Image.Label)]);
    }
}
