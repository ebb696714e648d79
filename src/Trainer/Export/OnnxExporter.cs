using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Networks;
using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Export;

/// <summary>Turns a network and what is said of it into an ONNX file that can be served by itself.</summary>
public static class OnnxExporter
{
    /// <summary>
    /// The graph of <see cref="ModelGraph"/>: preprocessing, network and calibration, probabilities being
    /// softmax((logits + prior offset) / temperature). Equal weights and descriptions give equal bytes.
    /// </summary>
    /// <exception cref="ArgumentException">The description is of another network, or of other classes.</exception>
    public static byte[] Export(Network network, ModelDescription description)
    {
        RequireDescribes(network, description);
        var (height, width) = HeatmapSides(network, description.InputSize);
        var classes = description.Classes.Count;
        var graph = new GraphBuilder();
        graph.Input(ModelGraph.Frames, description.InputSize, description.InputSize, 3);
        var (logits, embedding, heatmap) = network.Emit(graph, ModelGraph.Frames);
        graph.Output(ModelGraph.Probabilities, EmitCalibration(graph, description, logits), classes);
        graph.Output(ModelGraph.Logits, logits, classes);
        graph.Output(ModelGraph.Embedding, embedding, network.EmbeddingLength);
        graph.Output(ModelGraph.Heatmap, heatmap, classes, height, width);
        return graph.Build(new Dictionary<string, string> { [ModelDescription.PropertyKey] = BundleJson.Write(description) });
    }

    private static string EmitCalibration(GraphBuilder graph, ModelDescription description, string logits)
    {
        float[] offsets = [.. description.Classes.Select(item => (float)description.PriorOffset[item])];
        var shifted = graph.Node("Add", "calibration.shifted", [logits, graph.Constant("calibration.offset", offsets, offsets.Length)]);
        var temperature = graph.Constant("calibration.temperature", [(float)description.Temperature]);
        var tempered = graph.Node("Div", "calibration.tempered", [shifted, temperature]);
        return graph.Node("Softmax", "calibration", [tempered], AttributeProto.Int("axis", 1));
    }

    private static void RequireDescribes(Network network, ModelDescription description)
    {
        if (description.Architecture != network.Architecture || description.Classes.Count != network.ClassCount())
        {
            throw new ArgumentException(
                $"The description is of {description.Architecture} with {description.Classes.Count} classes; "
                + $"the network is {network.Architecture} with {network.ClassCount()}.",
                nameof(description));
        }

        if (!(description.Temperature > 0))
        {
            throw new ArgumentException($"Temperature is {description.Temperature}; expected above 0.", nameof(description));
        }

        if (description.Classes.FirstOrDefault(item => !description.PriorOffset.ContainsKey(item)) is { } missing)
        {
            throw new ArgumentException($"There is no prior offset for {missing}; give one for each class, 0 for none.", nameof(description));
        }
    }

    // One frame tells what the network makes of the input size; the graph then states it, so that a reader can allocate.
    private static (long Height, long Width) HeatmapSides(Network network, int inputSize)
    {
        using var evaluating = new EvaluationMode(network);
        using var scope = NewDisposeScope();
        var frame = zeros(1, inputSize, inputSize, 3, dtype: ScalarType.Byte, device: network.HeadParameters.First().device);
        var shape = network.forward(frame).Heatmap!.shape;
        return (shape[2], shape[3]);
    }
}
