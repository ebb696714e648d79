using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// How strongly each class is augmented. Every class gets the same kinds of change, or a network would learn "changed means
/// defect"; rarer classes get stronger ones, for their images are seen more often.
/// </summary>
/// <param name="Strengths">By class, 0 (untouched) to 1.</param>
public sealed record AugmentationPolicy(IReadOnlyDictionary<DefectClass, double> Strengths)
{
    /// <summary>The strength of the commonest class.</summary>
    public const double Base = 0.5;

    /// <summary>Stringing and spaghetti must not be missed: they get at least this, however many images there are.</summary>
    public const double Floor = 0.75;

    /// <summary>Strength from the base to 1 by rarity, 1 - n / n_max.</summary>
    public static AugmentationPolicy For(IReadOnlyList<ClassCount> counts)
    {
        var most = counts.Max(c => c.Images);
        return new AugmentationPolicy(counts.ToDictionary(
            c => c.Class,
            c => Math.Max(MustNotBeMissed(c.Class) ? Floor : 0, Base + (1 - Base) * (1 - (double)c.Images / most))));
    }

    private static bool MustNotBeMissed(DefectClass item) => item == DefectClass.Stringing || item == DefectClass.Spaghetti;
}
