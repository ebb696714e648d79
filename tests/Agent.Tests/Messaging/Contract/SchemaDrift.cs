using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Defects.Agent.Messaging;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging.Contract;

/// <summary>Where a payload record and its schema say different things.</summary>
internal static class SchemaDrift
{
    private static readonly JsonSerializerOptions OnTheWire = new(MessageJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly List<string> Classes = [.. DefectClass.All.Select(item => item.Name)];

    private static readonly List<string> Defects = [.. DefectClass.All.Where(item => item.IsDefect).Select(item => item.Name)];

    /// <returns>A line for each difference.</returns>
    public static IEnumerable<string> Between(Type type, ContractDocument schema) => Between(type, (schema, schema.Root), "");

    private static IEnumerable<string> Between(Type type, (ContractDocument Document, JsonNode Node) at, string path)
    {
        var (document, node) = at.Document.Follow(at.Node);
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = OnTheWire.GetTypeInfo(type);
        return type switch
        {
            _ when type == typeof(DefectClass) => Words(node) is { } words && (words.SequenceEqual(Classes) || words.SequenceEqual(Defects))
                ? [] : [$"{path}: expected the classes or the defects"],
            { IsEnum: true } => EnumDrift(type, node, path),
            _ when info.Kind == JsonTypeInfoKind.Object => ObjectDrift(info, document, node, path),
            _ when info.Kind == JsonTypeInfoKind.Dictionary => DictionaryDrift(info, document, node, path),
            _ when info.Kind == JsonTypeInfoKind.Enumerable => Between(info.ElementType!, (document, node["items"]!), path + "[]"),
            _ => Allows(type, node) ? [] : [$"{path}: the code writes a {type.Name}, the schema says {node.ToJsonString()}"],
        };
    }

    private static IEnumerable<string> EnumDrift(Type type, JsonNode node, string path)
    {
        var names = Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToList();
        return Words(node)?.SequenceEqual(names) == true ? [] : [$"{path}: the code has {string.Join(", ", names)}; the schema has {node["enum"]?.ToJsonString()}"];
    }

    private static IEnumerable<string> ObjectDrift(JsonTypeInfo info, ContractDocument document, JsonNode node, string path)
    {
        var said = node["properties"] as JsonObject ?? [];
        var required = node["required"]?.AsArray().Select(name => $"{name}").ToHashSet() ?? [];
        if (node["additionalProperties"]?.GetValueKind() != JsonValueKind.False)
        {
            yield return $"{path}: additionalProperties is not false";
        }

        foreach (var gone in said.Select(property => property.Key).Except(info.Properties.Select(property => property.Name)))
        {
            yield return $"{path}/{gone}: only the schema has it";
        }

        foreach (var property in info.Properties)
        {
            var inner = $"{path}/{property.Name}";
            if (said[property.Name] is not { } schema)
            {
                yield return $"{inner}: only the code has it";
                continue;
            }

            if (property.IsGetNullable == required.Contains(property.Name))
            {
                yield return $"{inner}: {(property.IsGetNullable ? "may be left out, and is required" : "is always written, and not required")}";
            }

            foreach (var line in Between(property.PropertyType, (document, schema), inner))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> DictionaryDrift(JsonTypeInfo info, ContractDocument document, JsonNode node, string path)
    {
        // A map of any names, or one whose names are all known.
        var values = node["additionalProperties"] is JsonObject any ? [any] : (node["properties"] as JsonObject ?? []).Select(property => property.Value!).ToArray();
        var drift = values.SelectMany(value => Between(info.ElementType!, (document, value), path + "{}"));
        drift = values.Length > 0 ? drift : [$"{path}: nothing is said of its values"];
        return info.KeyType == typeof(string) ? drift
            : node["propertyNames"] is { } names ? drift.Concat(Between(info.KeyType!, (document, names), path + "{key}"))
            : drift.Append($"{path}: nothing is said of its names");
    }

    private static bool Allows(Type type, JsonNode node) => $"{node["type"]}" switch
    {
        "string" => type == typeof(string) || (type == typeof(DateTimeOffset) && $"{node["format"]}" == "date-time"),
        "integer" => type == typeof(int) || type == typeof(long) || type == typeof(double),
        "number" => type == typeof(double),
        "boolean" => type == typeof(bool),
        _ => node["const"]?.GetValueKind() switch
        {
            JsonValueKind.String => type == typeof(string),
            JsonValueKind.Number => type == typeof(int),
            _ => type == typeof(string) && Words(node) is not null,
        },
    };

    private static List<string>? Words(JsonNode node) => node["enum"]?.AsArray().Select(word => $"{word}").ToList();
}
