using Microsoft.ML.OnnxRuntime;

namespace Defects.Shared.Serving;

/// <summary>Inputs and outputs of some slots, bound once to memory that never moves.</summary>
internal sealed class BatchBinding : IDisposable
{
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];

    public BatchBinding(InferenceSession session, Memory<byte> input, long[] inputShape, long[][] outputShapes, IReadOnlyList<Memory<float>> outputs)
    {
        _binding = session.CreateIoBinding();
        _binding.BindInput(ModelGraph.Frames, Wrap(input, inputShape));
        for (var i = 0; i < outputs.Count; i++)
        {
            _binding.BindOutput(ModelGraph.Outputs[i], Wrap(outputs[i], outputShapes[i]));
        }
    }

    public void Run(InferenceSession session, RunOptions options) => session.RunWithBinding(options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
    }

    private OrtValue Wrap<T>(Memory<T> memory, long[] shape)
        where T : unmanaged
    {
        var length = shape.Aggregate(1L, (product, side) => product * side);
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory[..checked((int)length)], shape);
        _values.Add(value);
        return value;
    }
}
