using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// What single frames come to at the thresholds of a model. A defect class is raised where its probability is at or above its
/// <c>set</c> threshold, each class by itself; <c>good</c> is what raises nothing. Where one answer is wanted, it is the class
/// raised whose probability is the largest multiple of its threshold.
/// </summary>
/// <param name="thresholds">One for each defect class of <paramref name="classes"/>.</param>
public sealed class DecisionRule(ClassSet classes, IReadOnlyList<ClassThreshold> thresholds)
{
    private readonly double[] _set = [.. classes.Select(c => c.IsDefect ? thresholds.Single(t => t.Class == c).Set : double.PositiveInfinity)];

    public ClassSet Classes { get; } = classes;

    /// <summary>Whether the frame counts towards <paramref name="item"/>; for <c>good</c>, that it counts towards no defect.</summary>
    public bool Raises(DefectClass item, IReadOnlyList<double> probabilities)
    {
        var column = Classes.ColumnOf(item);
        return item.IsDefect ? probabilities[column] >= _set[column] : !Classes.Any(c => c.IsDefect && Raises(c, probabilities));
    }

    /// <summary>The one answer; equal margins go to the earlier column.</summary>
    public DefectClass Decide(IReadOnlyList<double> probabilities) =>
        Classes.Where(c => c.IsDefect && Raises(c, probabilities)).MaxBy(c => probabilities[Classes.ColumnOf(c)] / _set[Classes.ColumnOf(c)])
            ?? DefectClass.Good;
}
