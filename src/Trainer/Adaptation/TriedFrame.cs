using Defects.Shared.Adaptation;
using Defects.Shared.Classes;

namespace Defects.Trainer.Adaptation;

/// <summary>A frame that the camera's reference does not hold.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Scored">What the model, unadapted, makes of it.</param>
public sealed record TriedFrame(DefectClass Label, ReferenceFrame Scored)
{
    /// <summary>Where the picture lies; null for those that were drawn and forgotten.</summary>
    public string? File { get; init; }
}
