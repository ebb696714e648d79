using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>Zeroes a share of the values in training; absent from the graph.</summary>
/// <param name="share">0 to below 1.</param>
public sealed class Dropout(double share) : Block
{
    public override Tensor forward(Tensor input) => nn.functional.dropout(input, share, training);

    public override string Emit(GraphBuilder graph, string name, string input) => input;
}
