using Defects.Shared.Bundles;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Shared.Serving;

/// <summary>
/// The names and shapes of the graph, the same for every network.
/// Input <c>frames</c> uint8 [batch, H, W, 3], BGR; outputs float32: <c>probabilities</c> [batch, K] (prior-corrected,
/// temperature-scaled), <c>logits</c> [batch, K], <c>embedding</c> [batch, D], <c>heatmap</c> [batch, K, h, w].
/// </summary>
public static class ModelGraph
{
    public const string Frames = "frames";
    public const string Probabilities = "probabilities";
    public const string Logits = "logits";
    public const string Embedding = "embedding";
    public const string Heatmap = "heatmap";

    /// <summary>The outputs in the order that <see cref="FrameClassifier"/> keeps them.</summary>
    public static IReadOnlyList<string> Outputs { get; } = [Probabilities, Logits, Embedding, Heatmap];

    internal static ModelDescription ReadDescription(InferenceSession session, string where)
    {
        const string mend = "Export the model with defects-trainer of this version, or serve it with the agent it was made for.";
        if (!session.ModelMetadata.CustomMetadataMap.TryGetValue(ModelDescription.PropertyKey, out var json))
        {
            throw new BundleException(where, "the ONNX file has no description of the model", $"metadata property '{ModelDescription.PropertyKey}'", mend);
        }

        var missing = Outputs.Where(output => !session.OutputMetadata.ContainsKey(output)).ToList();
        if (missing.Count > 0)
        {
            throw new BundleException(where, $"the graph lacks output {string.Join(", ", missing)}", $"outputs {string.Join(", ", Outputs)}", mend);
        }

        return BundleJson.ReadModel(json, where);
    }
}
