using Defects.Shared.Classes;

namespace Defects.Shared.Bundles;

/// <summary>A frame whose probabilities are known: the proof that this machine runs the model as the trainer did.</summary>
/// <param name="File">Name of the JPEG inside <c>golden/</c>.</param>
/// <param name="Sha256">Lower-case hexadecimal SHA-256 of the file.</param>
/// <param name="Probabilities">What the model gave it when the bundle was written.</param>
public sealed record GoldenFrame(string File, string Sha256, IReadOnlyDictionary<DefectClass, double> Probabilities);
