using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>What adaptation makes of one class.</summary>
/// <param name="Before">As the model comes.</param>
/// <param name="After">Each camera adapted to its own good frames.</param>
public sealed record AdaptedClass(DefectClass Class, AdaptedCameras Before, AdaptedCameras After);
