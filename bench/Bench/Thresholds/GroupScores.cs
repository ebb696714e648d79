using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Thresholds;

/// <summary>What was said of one class, print by print.</summary>
internal static class GroupScores
{
    /// <returns>Of each print the probability of the class for its images, and whether the image shows it.</returns>
    public static IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> Of(IEnumerable<Prediction> predictions, DefectClass item, ClassSet classes)
    {
        var column = classes.ColumnOf(item);
        return
        [
            .. predictions.GroupBy(p => p.Image.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(group => (IReadOnlyList<(double, bool)>)[.. group.Select(p => (p.Probabilities[column], p.Image.Label == item))]),
        ];
    }
}
