namespace Defects.Shared.Bundles;

/// <summary>The <c>manifest.json</c> of a bundle: the model's own words and the hashes that tie the files together.</summary>
/// <param name="Model">The same record that the ONNX file carries.</param>
/// <param name="ModelSha256">Lower-case hexadecimal SHA-256 of <c>model.onnx</c>.</param>
/// <param name="GoldenTolerance">Largest allowed difference of a golden frame's probabilities.</param>
/// <param name="Golden">Frames with the probabilities this model must give them.</param>
public sealed record BundleManifest(
    ModelDescription Model,
    string ModelSha256,
    double GoldenTolerance,
    IReadOnlyList<GoldenFrame> Golden);
