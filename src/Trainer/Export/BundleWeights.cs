using System.Runtime.InteropServices;
using Defects.Shared.Bundles;
using Defects.Trainer.Networks;
using Defects.Trainer.Onnx;
using Google.Protobuf;
using static TorchSharp.torch;

namespace Defects.Trainer.Export;

/// <summary>
/// The way back from a served model to a network: the exporter keeps every weight under its name in the network, so a bundle
/// alone is enough to train on from it.
/// </summary>
public static class BundleWeights
{
    /// <summary>Copies the weights of an exported model into a network of the same architecture and classes.</summary>
    /// <param name="network">Takes the weights; left as it was where the file does not fit.</param>
    /// <param name="onnx">The bytes of <c>model.onnx</c>.</param>
    /// <param name="where">What errors call it, usually its path.</param>
    /// <exception cref="BundleException">No ONNX file, or a weight is missing or of another shape.</exception>
    public static void Load(Network network, byte[] onnx, string where)
    {
        // An empty file parses as a model without a graph.
        var graph = Parse(onnx, where).Graph ?? new GraphProto();
        var weights = graph.Initializer.DistinctBy(tensor => tensor.Name).ToDictionary(tensor => tensor.Name);
        var targets = network.state_dict();
        foreach (var (key, target) in targets)
        {
            var found = weights.GetValueOrDefault(key);
            if (found is null || found.RawData.Length != target.numel() * sizeof(float) || found.DataType != TensorProto.Types.DataType.Float)
            {
                throw new BundleException(
                    where,
                    found is null ? $"no weight '{key}'" : $"weight '{key}' has shape [{string.Join(", ", found.Dims)}]",
                    $"float32 [{string.Join(", ", target.shape)}]",
                    $"Start from a model of {network.Architecture} with {network.ClassCount()} classes that this program exported.");
            }
        }

        using var untracked = no_grad();
        foreach (var (key, target) in targets)
        {
            using var scope = NewDisposeScope();
            var values = new float[target.numel()];
            weights[key].RawData.Span.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            target.copy_(tensor(values).view(target.shape));
        }
    }

    private static ModelProto Parse(byte[] onnx, string where)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(onnx);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new BundleException(where, $"not an ONNX file ({e.Message})", "a complete ONNX model", "Copy the bundle again from where it was made.", e);
        }
    }
}
