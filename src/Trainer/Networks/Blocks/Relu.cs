using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>max(0, x).</summary>
public sealed class Relu : Block
{
    public override Tensor forward(Tensor input) => nn.functional.relu(input);

    public override string Emit(GraphBuilder graph, string name, string input) => graph.Node("Relu", name, [input]);
}
