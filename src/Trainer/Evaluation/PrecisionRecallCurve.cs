using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>What one class's probability can do at every threshold.</summary>
/// <param name="Points">Where recall rises, from the highest threshold down; precision is the best of that recall.</param>
/// <param name="AveragePrecision">Sum over the points of precision times the rise in recall (no interpolation), 0 to 1.</param>
public sealed record PrecisionRecallCurve(DefectClass Class, IReadOnlyList<(double Recall, double Precision)> Points, double AveragePrecision)
{
    /// <returns>Null where no image shows the class.</returns>
    public static PrecisionRecallCurve? Of(IReadOnlyCollection<Prediction> predictions, ClassSet classes, DefectClass item)
    {
        var positives = predictions.Count(p => p.Image.Label == item);
        if (positives == 0)
        {
            return null;
        }

        var column = classes.ColumnOf(item);
        var points = new List<(double Recall, double Precision)>();
        var (counted, hits, average) = (0, 0, 0.0);

        // Images of one probability come in at one threshold.
        foreach (var level in predictions.GroupBy(p => p.Probabilities[column]).OrderByDescending(g => g.Key))
        {
            var rise = level.Count(p => p.Image.Label == item);
            counted += level.Count();
            hits += rise;
            if (rise > 0)
            {
                points.Add(((double)hits / positives, (double)hits / counted));
                average += (double)rise / positives * hits / counted;
            }
        }

        return new PrecisionRecallCurve(item, points, average);
    }
}
