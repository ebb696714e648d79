namespace Defects.Trainer.Onnx;

/// <summary>Attributes of nodes in the three types that the emitted operators need.</summary>
internal sealed partial class AttributeProto
{
    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = Types.AttributeType.Int, I = value };

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = Types.AttributeType.Float, F = value };

    public static AttributeProto IntList(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }
}
