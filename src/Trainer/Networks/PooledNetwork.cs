using System.Globalization;
using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks;

/// <summary>
/// Features, pooled over the picture, and a classifier: the shape that both MobileNets share. The heatmap is the same classifier
/// applied to every cell before pooling (class activation mapping, Zhou et al. 2016); where the classifier is one linear
/// layer and the pooling the average, the logits are its average over the cells.
/// </summary>
public abstract class PooledNetwork : Network
{
    private readonly InputNormalization _input;
    private readonly Chain _features;
    private readonly Chain _classifier;
    private readonly MapPooling _pooling;

    /// <param name="features">Ends in <paramref name="embeddingLength"/> channels.</param>
    /// <param name="classifier">Maps that many channels to the classes.</param>
    protected PooledNetwork(string architecture, InputNormalization input, Chain features, Chain classifier, int embeddingLength, Pooling pooling)
        : base(architecture)
    {
        (_input, _features, _classifier, EmbeddingLength) = (input, features, classifier, embeddingLength);
        (Pooling, _pooling) = (pooling, new MapPooling(pooling, classifier));
        register_module("input", input);
        register_module("features", features);
        register_module("classifier", classifier);
    }

    public override Pooling Pooling { get; }

    public override int EmbeddingLength { get; }

    public override int BlockCount => _features.Count;

    public override IEnumerable<Parameter> HeadParameters => _classifier.parameters();

    public override int BlockOf(string parameter) =>
        parameter.Split('.') is ["features", var block, ..] ? int.Parse(block, CultureInfo.InvariantCulture) : BlockCount;

    public override NetworkOutputs forward(Tensor frames)
    {
        var map = _features.forward(_input.forward(frames).to(HeadParameters.First().dtype));
        return _pooling.Pool(map, training);
    }

    public override (string Logits, string Embedding, string Heatmap) Emit(GraphBuilder graph, string frames)
    {
        var map = _features.Emit(graph, "features", _input.Emit(graph, "input", frames));
        return _pooling.Emit(graph, map);
    }

    // TorchSharp would register each field once more under its C# name.
    protected sealed override void RegisterComponents()
    {
    }
}
