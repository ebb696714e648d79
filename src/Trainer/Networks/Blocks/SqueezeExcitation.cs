using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>Scales each channel by what the whole map shows (Hu et al. 2018), with the hard sigmoid of MobileNetV3.</summary>
public sealed class SqueezeExcitation : Block
{
    private readonly Convolution _squeeze;
    private readonly Convolution _excite;

    public SqueezeExcitation(long channels, long squeezed)
    {
        _squeeze = new Convolution(channels, squeezed, bias: true);
        _excite = new Convolution(squeezed, channels, bias: true);
        register_module("fc1", _squeeze);
        register_module("fc2", _excite);
    }

    public override Tensor forward(Tensor input)
    {
        var pooled = input.mean([2, 3], keepdim: true);
        return input * nn.functional.hardsigmoid(_excite.forward(nn.functional.relu(_squeeze.forward(pooled))));
    }

    public override string Emit(GraphBuilder graph, string name, string input)
    {
        var pooled = graph.Node("GlobalAveragePool", $"{name}.avgpool", [input]);
        var squeezed = graph.Node("Relu", $"{name}.activation", [_squeeze.Emit(graph, $"{name}.fc1", pooled)]);

        // ONNX's own default slope is 0.2; PyTorch's hard sigmoid is relu6(x + 3) / 6.
        var scale = graph.Node(
            "HardSigmoid",
            $"{name}.scale_activation",
            [_excite.Emit(graph, $"{name}.fc2", squeezed)],
            AttributeProto.Float("alpha", 1f / 6),
            AttributeProto.Float("beta", 0.5f));
        return graph.Node("Mul", name, [input, scale]);
    }
}
