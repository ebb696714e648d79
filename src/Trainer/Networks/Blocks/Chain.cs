using System.Globalization;
using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>Blocks one after another, named 0, 1, 2, ... as torchvision's checkpoints name them.</summary>
public class Chain : Block
{
    private readonly Block[] _blocks;

    public Chain(params IEnumerable<Block> blocks)
    {
        _blocks = [.. blocks];
        for (var i = 0; i < _blocks.Length; i++)
        {
            register_module(NameOf(i), _blocks[i]);
        }
    }

    public int Count => _blocks.Length;

    /// <summary>
    /// A normalisation that stays as it is runs inside the convolution before it: the same function, without two passes over the
    /// largest tensors of a step.
    /// </summary>
    public override Tensor forward(Tensor input)
    {
        for (var i = 0; i < _blocks.Length; i++)
        {
            if (_blocks[i] is Convolution convolution && _blocks.ElementAtOrDefault(i + 1) is BatchNormalization { IsFixed: true } normalization)
            {
                input = convolution.Normalized(input, normalization);
                i++;
            }
            else
            {
                input = _blocks[i].forward(input);
            }
        }

        return input;
    }

    public override string Emit(GraphBuilder graph, string name, string input)
    {
        for (var i = 0; i < _blocks.Length; i++)
        {
            input = _blocks[i].Emit(graph, $"{name}.{NameOf(i)}", input);
        }

        return input;
    }

    private static string NameOf(int index) => index.ToString(CultureInfo.InvariantCulture);
}
