using Defects.Trainer.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>
/// A fully connected layer, applied to each cell of a map: pooled features are a map of one cell, so the same layer gives
/// logits and heatmap. Weights start as N(0, 0.01), as torchvision's MobileNets do.
/// </summary>
public sealed class Linear : Block
{
    private readonly long _inputs;
    private readonly long _outputs;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    public Linear(long inputs, long outputs)
    {
        (_inputs, _outputs) = (inputs, outputs);
        _weight = nn.Parameter(nn.init.normal_(empty(outputs, inputs), 0, 0.01));
        _bias = nn.Parameter(zeros(outputs));
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    public override Tensor forward(Tensor input) => nn.functional.conv2d(input, _weight.view(_outputs, _inputs, 1, 1), _bias);

    public override string Emit(GraphBuilder graph, string name, string input) => graph.Node(
        "Conv", name, [input, graph.Weight($"{name}.weight", _weight, _outputs, _inputs, 1, 1), graph.Weight($"{name}.bias", _bias)]);
}
