using Defects.Shared.Classes;

namespace Defects.Trainer.Data.Import;

/// <summary>A box around a defect; fractions of the picture, from its top left corner.</summary>
public sealed record FoundBox(DefectClass Label, double X, double Y, double Width, double Height);
