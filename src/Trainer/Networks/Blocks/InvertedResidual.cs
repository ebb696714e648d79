using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>
/// Widen, filter each channel, narrow; the input is added where shapes allow (Sandler et al. 2018, figure 3). What happens in
/// between is the network's: MobileNetV2 and V3 differ in it, and in the name that checkpoints give it.
/// </summary>
public sealed class InvertedResidual : Block
{
    private readonly string _bodyName;
    private readonly Chain _body;
    private readonly bool _addsInput;

    public InvertedResidual(string bodyName, Chain body, bool addsInput)
    {
        (_bodyName, _body, _addsInput) = (bodyName, body, addsInput);
        register_module(bodyName, body);
    }

    public override Tensor forward(Tensor input) => _addsInput ? input + _body.forward(input) : _body.forward(input);

    public override string Emit(GraphBuilder graph, string name, string input)
    {
        var output = _body.Emit(graph, $"{name}.{_bodyName}", input);
        return _addsInput ? graph.Node("Add", name, [input, output]) : output;
    }
}
