using System.Globalization;
using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks;

/// <summary>
/// Features, their global average, a classifier: the shape that both MobileNets share. The heatmap is the same classifier
/// applied to every cell before averaging (class activation mapping, Zhou et al. 2016); where the classifier is one linear
/// layer, the logits are its average over the cells.
/// </summary>
public abstract class PooledNetwork : Network
{
    private readonly InputNormalization _input;
    private readonly Chain _features;
    private readonly Chain _classifier;

    /// <param name="features">Ends in <paramref name="embeddingLength"/> channels.</param>
    /// <param name="classifier">Maps that many channels to the classes.</param>
    protected PooledNetwork(string architecture, InputNormalization input, Chain features, Chain classifier, int embeddingLength)
        : base(architecture)
    {
        (_input, _features, _classifier, EmbeddingLength) = (input, features, classifier, embeddingLength);
        register_module("input", input);
        register_module("features", features);
        register_module("classifier", classifier);
    }

    public override int EmbeddingLength { get; }

    public override int BlockCount => _features.Count;

    public override IEnumerable<Parameter> HeadParameters => _classifier.parameters();

    public override int BlockOf(string parameter) =>
        parameter.Split('.') is ["features", var block, ..] ? int.Parse(block, CultureInfo.InvariantCulture) : BlockCount;

    public override NetworkOutputs forward(Tensor frames)
    {
        var map = _features.forward(_input.forward(frames).to(HeadParameters.First().dtype));
        var pooled = map.mean([2, 3], keepdim: true);
        return new NetworkOutputs(_classifier.forward(pooled).flatten(1), pooled.flatten(1), training ? null : _classifier.forward(map));
    }

    public override (string Logits, string Embedding, string Heatmap) Emit(GraphBuilder graph, string frames)
    {
        var map = _features.Emit(graph, "features", _input.Emit(graph, "input", frames));
        var pooled = graph.Node("GlobalAveragePool", "avgpool", [map]);
        return (
            graph.Node("Flatten", "avgpool.classified", [_classifier.Emit(graph, "classifier", pooled)]),
            graph.Node("Flatten", "avgpool.flat", [pooled]),
            _classifier.Emit(graph, "classifier.map", map));
    }

    // TorchSharp would register each field once more under its C# name.
    protected sealed override void RegisterComponents()
    {
    }
}
