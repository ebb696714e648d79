using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>x relu6(x + 3) / 6 (Howard et al. 2019, section 5.2).</summary>
public sealed class HardSwish : Block
{
    public override Tensor forward(Tensor input) => nn.functional.hardswish(input);

    public override string Emit(GraphBuilder graph, string name, string input) => graph.Node("HardSwish", name, [input]);
}
