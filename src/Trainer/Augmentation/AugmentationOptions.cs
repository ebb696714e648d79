namespace Defects.Trainer.Augmentation;

/// <summary>How training frames are changed. The two parts are independent of each other.</summary>
public sealed record AugmentationOptions
{
    public AugmentationKind Policy { get; init; } = AugmentationKind.MinorityFirst;

    /// <summary>Chance, 0 to 1, that the draw of a boxed defect frame shows its defect pasted onto a good frame; 0 switches mixing off.</summary>
    public double MixingShare { get; init; } = 0.25;

    /// <summary>A line for everything that is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Policy))
        {
            yield return $"augmentation policy {Policy}: unknown; expected {string.Join(", ", Enum.GetNames<AugmentationKind>())}";
        }

        if (MixingShare is not (>= 0 and <= 1))
        {
            yield return FormattableString.Invariant($"mixing share {MixingShare}: expected a chance from 0 to 1");
        }
    }
}
