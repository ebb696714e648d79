using Defects.Trainer.Onnx;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>A square convolution that pads by half its kernel. Weights start as He et al. 2015 propose, by fan-out.</summary>
public sealed class Convolution : Block
{
    private readonly long _kernel;
    private readonly long _stride;
    private readonly long _groups;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    public Convolution(long inputs, long outputs, long kernel = 1, long stride = 1, long groups = 1, bool bias = false)
    {
        (_kernel, _stride, _groups) = (kernel, stride, groups);
        _weight = nn.Parameter(nn.init.kaiming_normal_(empty(outputs, inputs / groups, kernel, kernel), mode: nn.init.FanInOut.FanOut));
        register_parameter("weight", _weight);
        if (bias)
        {
            _bias = nn.Parameter(zeros(outputs));
            register_parameter("bias", _bias);
        }
    }

    private long Padding => (_kernel - 1) / 2;

    public override Tensor forward(Tensor input) => Convolve(input, _weight, _bias);

    /// <summary>This and then a normalisation with the statistics it has, as one convolution; gradients reach the weights of both.</summary>
    public Tensor Normalized(Tensor input, BatchNormalization normalization)
    {
        var (scale, offset) = normalization.Affine();
        return Convolve(input, _weight * scale.view(-1, 1, 1, 1), _bias is null ? offset : offset + _bias * scale);
    }

    public override string Emit(GraphBuilder graph, string name, string input)
    {
        var weight = graph.Weight($"{name}.weight", _weight);
        string[] inputs = _bias is null ? [input, weight] : [input, weight, graph.Weight($"{name}.bias", _bias)];
        return graph.Node(
            "Conv",
            name,
            inputs,
            AttributeProto.IntList("kernel_shape", _kernel, _kernel),
            AttributeProto.IntList("strides", _stride, _stride),
            AttributeProto.IntList("pads", Padding, Padding, Padding, Padding),
            AttributeProto.Int("group", _groups));
    }

    private Tensor Convolve(Tensor input, Tensor weight, Tensor? bias) =>
        nn.functional.conv2d(input, weight, bias, strides: [_stride, _stride], padding: [Padding, Padding], groups: _groups);
}
