using System.Runtime.InteropServices;
using Google.Protobuf;
using static TorchSharp.torch;

namespace Defects.Trainer.Onnx;

/// <summary>
/// Collects the nodes, weights and outputs of an ONNX graph. Every node has one output and both carry the node's name, so a
/// name says where in the network a value comes from.
/// </summary>
public sealed class GraphBuilder
{
    /// <summary>Operator set 17 in IR 8: the newest that ONNX Runtime of JetPack 5 still loads.</summary>
    private const int OperatorSet = 17;

    private const int IrVersion = 8;

    private const string BatchDimension = "batch";

    private readonly GraphProto _graph = new() { Name = "defects" };
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<Tensor, string> _weights = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a node.</summary>
    /// <returns>The name of its output, which is <paramref name="name"/>.</returns>
    /// <exception cref="ArgumentException">The graph has that name already.</exception>
    internal string Node(string operation, string name, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        Claim(name);
        var node = new NodeProto { OpType = operation, Name = name, Input = { inputs.ToArray() }, Output = { name } };
        node.Attribute.AddRange(attributes.ToArray());
        _graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds a weight as float32; one that is in the graph already is shared, whatever name is asked for.</summary>
    /// <param name="shape">The shape in the graph, where it differs from the tensor's.</param>
    /// <returns>The name of the value.</returns>
    internal string Weight(string name, Tensor weight, params ReadOnlySpan<long> shape)
    {
        if (_weights.TryGetValue(weight, out var known))
        {
            return known;
        }

        using var scope = NewDisposeScope();
        var plain = weight.detach().cpu().to(ScalarType.Float32).contiguous();
        _weights.Add(weight, name);
        return Initializer(name, TensorProto.Types.DataType.Float, shape.IsEmpty ? weight.shape : shape, plain.bytes);
    }

    /// <summary>Adds float32 constants: a scalar where <paramref name="shape"/> is empty.</summary>
    internal string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Initializer(name, TensorProto.Types.DataType.Float, shape, MemoryMarshal.AsBytes(values));

    /// <summary>Adds a list of int64 constants.</summary>
    internal string Constant(string name, ReadOnlySpan<long> values) =>
        Initializer(name, TensorProto.Types.DataType.Int64, [values.Length], MemoryMarshal.AsBytes(values));

    /// <summary>Declares the uint8 input [batch, <paramref name="shape"/>...].</summary>
    internal void Input(string name, params ReadOnlySpan<long> shape)
    {
        Claim(name);
        _graph.Input.Add(Value(name, TensorProto.Types.DataType.Uint8, shape));
    }

    /// <summary>Declares <paramref name="value"/> as the float32 output <paramref name="name"/> [batch, <paramref name="shape"/>...].</summary>
    internal void Output(string name, string value, params ReadOnlySpan<long> shape)
    {
        Node("Identity", name, [value]);
        _graph.Output.Add(Value(name, TensorProto.Types.DataType.Float, shape));
    }

    /// <summary>The finished file.</summary>
    internal byte[] Build(IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "defects-trainer",
            ProducerVersion = typeof(GraphBuilder).Assembly.GetName().Version?.ToString(3) ?? "",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Version = OperatorSet } },
        };
        model.MetadataProps.AddRange(metadata.Select(pair => new StringStringEntryProto { Key = pair.Key, Value = pair.Value }));
        return model.ToByteArray();
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> shape)
    {
        var dimensions = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = BatchDimension } } };
        foreach (var side in shape)
        {
            dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = side });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = dimensions } } };
    }

    private string Initializer(string name, TensorProto.Types.DataType type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> littleEndian)
    {
        Claim(name);
        var tensor = new TensorProto { Name = name, DataType = type, RawData = ByteString.CopyFrom(littleEndian) };
        tensor.Dims.AddRange(shape.ToArray());
        _graph.Initializer.Add(tensor);
        return name;
    }

    private void Claim(string name)
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"The graph has '{name}' already; every node and weight needs a name of its own.", nameof(name));
        }
    }
}
