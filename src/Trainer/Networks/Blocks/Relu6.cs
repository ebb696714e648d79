using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>min(max(0, x), 6).</summary>
public sealed class Relu6 : Block
{
    public override Tensor forward(Tensor input) => nn.functional.relu6(input);

    public override string Emit(GraphBuilder graph, string name, string input) =>
        graph.Node("Clip", name, [input, graph.Constant($"{name}.min", [0f]), graph.Constant($"{name}.max", [6f])]);
}
