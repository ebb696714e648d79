using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks;

/// <summary>From the last map [B, C, h, w] to what a network gives, in TorchSharp and in ONNX. It has no weights of its own.</summary>
/// <param name="classifier">Applied to the pooled features, and to every cell.</param>
internal sealed class MapPooling(Pooling kind, Chain classifier)
{
    private const float Power = 3;
    private const float Sharpness = 4;

    // The root of the zeros that ReLU leaves has no slope.
    private const float Least = 1e-6f;

    // A number that is turned into a scalar in passing has no owner: a garbage collection during the call frees it under libtorch.
    private static readonly Scalar PowerScalar = Power;
    private static readonly Scalar RootScalar = 1 / Power;
    private static readonly Scalar LeastScalar = Least;
    private static readonly Scalar SharpnessScalar = Sharpness;

    /// <param name="map">[B, C, h, w].</param>
    /// <param name="training">Then nobody reads a heatmap.</param>
    public NetworkOutputs Pool(Tensor map, bool training)
    {
        var pooled = kind == Pooling.GeneralizedMean
            ? map.clamp(LeastScalar).pow(PowerScalar).mean([2, 3], keepdim: true).pow(RootScalar)
            : map.mean([2, 3], keepdim: true);
        var cells = kind == Pooling.LogSumExp || !training ? classifier.forward(map) : null;
        return new NetworkOutputs(
            kind == Pooling.LogSumExp ? SmoothMaximum(cells!) : classifier.forward(pooled).flatten(1), pooled.flatten(1), training ? null : cells);
    }

    /// <returns>Names of the three values that <see cref="Pool"/> returns.</returns>
    public (string Logits, string Embedding, string Heatmap) Emit(GraphBuilder graph, string map)
    {
        var pooled = kind == Pooling.GeneralizedMean ? EmitGeneralizedMean(graph, map) : graph.Node("GlobalAveragePool", "avgpool", [map]);
        var embedding = graph.Node("Flatten", "avgpool.flat", [pooled]);
        if (kind == Pooling.LogSumExp)
        {
            var cells = classifier.Emit(graph, "classifier", map);
            return (EmitSmoothMaximum(graph, cells), embedding, cells);
        }

        var logits = graph.Node("Flatten", "avgpool.classified", [classifier.Emit(graph, "classifier", pooled)]);
        return (logits, embedding, classifier.Emit(graph, "classifier.map", map));
    }

    private static Tensor SmoothMaximum(Tensor cells)
    {
        using Scalar count = Math.Log(cells.shape[2] * cells.shape[3]);
        return cells.mul(SharpnessScalar).flatten(2).logsumexp(2).sub(count).div(SharpnessScalar);
    }

    private static string EmitGeneralizedMean(GraphBuilder graph, string map)
    {
        var above = graph.Node("Clip", "pool.above", [map, graph.Constant("pool.least", [Least])]);
        var powers = graph.Node("Pow", "pool.powers", [above, graph.Constant("pool.power", [Power])]);
        return graph.Node("Pow", "avgpool", [graph.Node("GlobalAveragePool", "pool.mean", [powers]), graph.Constant("pool.root", [1 / Power])]);
    }

    private static string EmitSmoothMaximum(GraphBuilder graph, string cells)
    {
        var sharpness = graph.Constant("pool.sharpness", [Sharpness]);
        var sharp = graph.Node("Mul", "pool.sharp", [cells, sharpness]);
        var sum = Reduced("pool.sum", sharp);

        // The logarithm of the number of cells, which goes with the input's size: the same sum over zeros.
        var count = Reduced("pool.count", graph.Node("Sub", "pool.zeros", [sharp, sharp]));
        return graph.Node("Div", "pool.maximum", [graph.Node("Sub", "pool.mean", [sum, count]), sharpness]);

        string Reduced(string name, string values) =>
            graph.Node("ReduceLogSumExp", name, [values], AttributeProto.IntList("axes", 2, 3), AttributeProto.Int("keepdims", 0));
    }
}
