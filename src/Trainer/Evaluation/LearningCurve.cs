using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// How results grow with data, and what twice the data would likely bring. Prints are counted, not frames. Every run thins out
/// all classes alike, so a class's forecast is for twice of it along with twice of the others.
/// </summary>
/// <param name="Points">By share; several runs of one share (other seeds, other prints) are several points.</param>
/// <param name="MacroF1">Over the groups of all classes.</param>
/// <param name="Recalls">Over the groups of each class, for the classes that every point has; by ascending id.</param>
public sealed record LearningCurve(IReadOnlyList<LearningCurvePoint> Points, Forecast MacroF1, IReadOnlyDictionary<DefectClass, Forecast> Recalls)
{
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static LearningCurve Of(IReadOnlyCollection<LearningCurvePoint> points)
    {
        if (points.Count == 0)
        {
            throw new ArgumentException("A learning curve needs the results of one run or more.", nameof(points));
        }

        var sorted = points.OrderBy(p => p.Share).ToList();
        return new LearningCurve(
            sorted,
            Forecast.Of("macro-F1", [.. sorted.Select(p => (p.Training.Sum(c => c.Groups), p.MacroF1))]),
            DefectClass.All
                .Where(c => sorted.All(p => p.Recalls.ContainsKey(c) && GroupsOf(p, c) > 0))
                .ToDictionary(c => c, c => Forecast.Of(c.Name, [.. sorted.Select(p => (GroupsOf(p, c), p.Recalls[c]))])));
    }

    private static int GroupsOf(LearningCurvePoint point, DefectClass item) => point.Training.FirstOrDefault(c => c.Class == item)?.Groups ?? 0;
}
