using System.Text.Json.Serialization;

namespace Defects.Trainer.Augmentation;

/// <summary>How training frames are changed. The two parts are independent of each other.</summary>
public sealed record AugmentationOptions
{
    public AugmentationKind Policy { get; init; } = AugmentationKind.MinorityFirst;

    /// <summary>Chance, 0 to 1, that the draw of a boxed defect frame shows its defect pasted onto a good frame; 0 switches mixing off.</summary>
    public double MixingShare { get; init; } = 0.25;

    /// <summary>
    /// Chance, 0 to 1, that a frame is shown from farther away: all of it, smaller, on a good frame of another print or photo. Photos are of large
    /// defects; a camera that has to see the whole bed shows small ones.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double FarShare { get; init; }

    /// <summary>How far each corner moves besides, as a share of half a side, 0 to 0.3: other places for the camera.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ExtraPerspective { get; init; }

    /// <summary>Chance, 0 to 1, that something stands before the camera: a print head, a hand, clutter.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double OccluderShare { get; init; }

    /// <summary>Chance, 0 to 1, that a frame loses its colour, as an infrared camera's does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double GreyShare { get; init; }

    /// <summary>Chance, 0 to 1, that a frame is taken in little light: dark, and noisy for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double DimShare { get; init; }

    /// <summary>A line for everything that is out of range.</summary>
    public IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Policy))
        {
            yield return $"augmentation policy {Policy}: unknown; expected {string.Join(", ", Enum.GetNames<AugmentationKind>())}";
        }

        foreach (var (name, share) in new[] { ("mixing", MixingShare), ("far", FarShare), ("occluder", OccluderShare), ("grey", GreyShare), ("dim", DimShare) })
        {
            if (share is not (>= 0 and <= 1))
            {
                yield return FormattableString.Invariant($"{name} share {share}: expected a chance from 0 to 1");
            }
        }

        if (ExtraPerspective is not (>= 0 and <= 0.3))
        {
            yield return FormattableString.Invariant($"extra perspective {ExtraPerspective}: expected a share from 0 to 0.3");
        }
    }
}
