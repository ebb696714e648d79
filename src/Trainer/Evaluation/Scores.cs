using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// The figures of a set of images at the likeliest class. A class of the model that the set lacks is named in
/// <paramref name="Absent"/> and no part of any average: its recall is not known, and 0 would be a lie.
/// </summary>
/// <param name="Accuracy">Share of images that are right.</param>
/// <param name="BalancedAccuracy">Mean recall of the classes present.</param>
/// <param name="TopTwoAccuracy">Share of images whose class is among the two likeliest.</param>
/// <param name="MacroF1">Mean F1 of the classes present.</param>
/// <param name="WeightedF1">Mean F1 weighted by support.</param>
/// <param name="Classes">The classes present, by output column.</param>
/// <param name="Absent">Classes of the model without an image.</param>
public sealed record Scores(
    double Accuracy,
    double BalancedAccuracy,
    double TopTwoAccuracy,
    double MacroF1,
    double WeightedF1,
    IReadOnlyList<ClassScores> Classes,
    IReadOnlyList<DefectClass> Absent)
{
    public int Images => Classes.Sum(c => c.Support);

    public static Scores Of(ConfusionMatrix matrix)
    {
        if (matrix.Total == 0)
        {
            throw new ArgumentException("There are no images to score.", nameof(matrix));
        }

        var present = matrix.Classes
            .Where(c => matrix.Support(c) > 0)
            .Select(c => ClassScores.Of(matrix[c, c], matrix.Predicted(c) - matrix[c, c], matrix.Support(c) - matrix[c, c], c))
            .ToList();
        return Of(present, (double)matrix.TopTwoHits / matrix.Total, [.. matrix.Classes.Where(c => matrix.Support(c) == 0)]);
    }

    /// <summary>The averages over classes of which recall and support are known: all but top-2 follow from them.</summary>
    internal static Scores Of(IReadOnlyList<ClassScores> present, double topTwo, IReadOnlyList<DefectClass> absent)
    {
        var images = present.Sum(c => c.Support);
        return new Scores(
            present.Sum(c => c.Recall * c.Support) / images,
            present.Average(c => c.Recall),
            topTwo,
            present.Average(c => c.F1),
            present.Sum(c => c.F1 * c.Support) / images,
            present,
            absent);
    }
}
