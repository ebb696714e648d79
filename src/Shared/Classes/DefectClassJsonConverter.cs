using System.Text.Json;
using System.Text.Json.Serialization;

namespace Defects.Shared.Classes;

/// <summary>Writes a class as its name; reads a name, also as a property name in a map by class.</summary>
public sealed class DefectClassJsonConverter : JsonConverter<DefectClass>
{
    public override DefectClass Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A class is written as its name."));

    public override void Write(Utf8JsonWriter writer, DefectClass value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);

    public override DefectClass ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, DefectClass value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Name);

    private static DefectClass Parse(string name) =>
        DefectClass.TryFromName(name, out var found)
            ? found
            : throw new JsonException($"There is no class '{name}'; the classes are {string.Join(", ", DefectClass.All)}.");
}
