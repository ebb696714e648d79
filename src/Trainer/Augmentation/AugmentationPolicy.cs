using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// How strongly each class is augmented. Every class gets the same kinds of change equally often, or a network would learn
/// "changed means defect"; rarer classes get larger ones, for their images are seen more often.
/// </summary>
/// <param name="Kind">What is done at all.</param>
/// <param name="Strengths">By class, 0 (untouched) to 1.</param>
/// <param name="Scene">What of <see cref="AugmentationOptions"/> is the same for every class.</param>
public sealed record AugmentationPolicy(AugmentationKind Kind, IReadOnlyDictionary<DefectClass, double> Strengths, AugmentationOptions Scene)
{
    /// <summary>The strength of the commonest class.</summary>
    public const double Base = 0.5;

    /// <summary>Stringing and spaghetti must not be missed: they get at least this, however many images there are.</summary>
    public const double Floor = 0.75;

    /// <summary>Strings and gaps are a pixel or two wide: nothing that eats contrast goes beyond this for their classes.</summary>
    public const double FineBound = 0.6;

    /// <summary>Minority first: strength from the base to 1 by rarity, 1 - n / n_max. The others treat all classes alike.</summary>
    /// <param name="counts">Of the training split.</param>
    public static AugmentationPolicy For(IReadOnlyList<ClassCount> counts, AugmentationOptions options)
    {
        var most = counts.Max(c => c.Images);
        double Strength(ClassCount count) => options.Policy switch
        {
            AugmentationKind.None => 0,
            AugmentationKind.Plain => Base,
            _ => Math.Max(MustNotBeMissed(count.Class) ? Floor : 0, Base + (1 - Base) * (1 - (double)count.Images / most)),
        };
        return new AugmentationPolicy(options.Policy, counts.ToDictionary(c => c.Class, Strength), options);
    }

    /// <returns>What may be done to a frame of that class; null for nothing at all.</returns>
    public AugmentationAmounts? Of(DefectClass item) => Kind switch
    {
        AugmentationKind.None => null,
        AugmentationKind.Plain => InScene(AugmentationAmounts.Plain),
        _ => InScene(AugmentationAmounts.Of(Strengths[item], IsFine(item) ? Math.Min(Strengths[item], FineBound) : Strengths[item])),
    };

    private AugmentationAmounts InScene(AugmentationAmounts amounts) => amounts with
    {
        Perspective = amounts.Perspective + Scene.ExtraPerspective,
        OccluderChance = Scene.OccluderShare,
        GreyChance = Scene.GreyShare,
        DimChance = Scene.DimShare,
    };

    private static bool MustNotBeMissed(DefectClass item) => item == DefectClass.Stringing || item == DefectClass.Spaghetti;

    /// <summary>Whether the class shows in what is a pixel or two wide.</summary>
    public static bool IsFine(DefectClass item) => item == DefectClass.Stringing || item == DefectClass.UnderExtrusion;
}
