using Defects.Trainer.Onnx;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>
/// From camera bytes, uint8 [B, H, W, 3] in BGR, to what the backbone was trained on: float32 [B, 3, H, W] in RGB, each
/// channel times a scale plus an offset.
/// </summary>
public sealed class InputNormalization : Block
{
    [ComponentName(Name = "scale")]
    private readonly Tensor _scale;

    [ComponentName(Name = "offset")]
    private readonly Tensor _offset;

    private InputNormalization(float[] scale, float[] offset)
    {
        (_scale, _offset) = (tensor(scale), tensor(offset));
        register_buffer("scale", _scale, persistent: false);
        register_buffer("offset", _offset, persistent: false);
    }

    /// <summary>0 to 255 becomes -1 to 1.</summary>
    public static InputNormalization MinusOneToOne() => new([1 / 127.5f, 1 / 127.5f, 1 / 127.5f], [-1f, -1f, -1f]);

    /// <summary>Zero mean and unit deviation over ImageNet, by the figures that torchvision and timm use.</summary>
    public static InputNormalization ImageNet()
    {
        float[] mean = [0.485f, 0.456f, 0.406f];
        float[] deviation = [0.229f, 0.224f, 0.225f];
        return new([.. deviation.Select(d => 1 / (255 * d))], [.. mean.Zip(deviation, (m, d) => -m / d)]);
    }

    // Channels stay innermost in memory, as the camera's bytes have them: libtorch trains a MobileNet on the CPU a third faster so.
    public override Tensor forward(Tensor input) =>
        input.flip(3).to(ScalarType.Float32).mul_(_scale).add_(_offset).permute(0, 3, 1, 2);

    public override string Emit(GraphBuilder graph, string name, string input)
    {
        var rgb = graph.Node("Gather", $"{name}.rgb", [input, graph.Constant($"{name}.channels", [2L, 1L, 0L])], AttributeProto.Int("axis", 3));
        var real = graph.Node("Cast", $"{name}.real", [rgb], AttributeProto.Int("to", (long)TensorProto.Types.DataType.Float));
        var scaled = graph.Node("Mul", $"{name}.scaled", [real, graph.Weight($"{name}.scale", _scale)]);
        var shifted = graph.Node("Add", $"{name}.shifted", [scaled, graph.Weight($"{name}.offset", _offset)]);
        return graph.Node("Transpose", name, [shifted], AttributeProto.IntList("perm", 0, 3, 1, 2));
    }
}
