using Defects.Shared.Imaging;

namespace Defects.Trainer.Augmentation;

/// <summary>One frame that a batch shall hold.</summary>
/// <param name="Path">The image file.</param>
/// <param name="Label">Output column of its class.</param>
/// <param name="Augmentation">What may be done to it; null leaves the frame as it is.</param>
/// <param name="Seed">Of mixing and augmentation.</param>
public sealed record FrameRequest(string Path, int Label, AugmentationAmounts? Augmentation = null, int Seed = 0)
{
    /// <summary>Where its defect is; augmentation keeps one of them in sight.</summary>
    public IReadOnlyList<DefectBox> Boxes { get; init; } = [];

    /// <summary>A good frame's file, onto which a part is pasted; null where the frame is shown itself.</summary>
    public string? Background { get; init; }

    /// <summary>The part; null: the first box.</summary>
    public DefectBox? Pasted { get; init; }

    /// <summary>How large what is pasted is to be in the background, as a share of the side that it would fill; null: about as large as it was.</summary>
    public double? Size { get; init; }
}
