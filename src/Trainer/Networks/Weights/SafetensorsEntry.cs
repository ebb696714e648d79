using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Weights;

/// <summary>Where a tensor of a safetensors file lies.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">float32, float16, bfloat16 or int64.</param>
/// <param name="Shape">Its sides; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last.</param>
public sealed record SafetensorsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Begin, long End);
