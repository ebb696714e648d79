using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Defects.Agent.Tests.Messaging.Contract;

/// <summary>A YAML or JSON document of docs/mqtt, with its references.</summary>
internal sealed class ContractDocument
{
    public static readonly string Folder = RepositoryRoot.PathOf("docs/mqtt");

    private ContractDocument(string file, JsonNode root) => (File, Root) = (file, root);

    /// <summary>The whole path.</summary>
    public string File { get; }

    public JsonNode Root { get; }

    public static IEnumerable<string> Schemas => Directory.EnumerateFiles(Path.Combine(Folder, "schemas"), "*.json").Order(StringComparer.Ordinal);

    /// <param name="relative">Path below docs/mqtt.</param>
    public static ContractDocument Read(string relative)
    {
        var file = Path.GetFullPath(Path.Combine(Folder, relative));
        var text = System.IO.File.ReadAllText(file);
        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            return new ContractDocument(file, JsonNode.Parse(text)!);
        }

        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new ContractDocument(file, ToJson(stream.Documents.Single().RootNode)!);
    }

    /// <summary>Follows <c>$ref</c>, also to other files, until there is none.</summary>
    /// <exception cref="KeyNotFoundException">It leads nowhere.</exception>
    public (ContractDocument Document, JsonNode Node) Follow(JsonNode node)
    {
        if (node is not JsonObject map || map["$ref"] is not { } reference)
        {
            return (this, node);
        }

        var parts = reference.GetValue<string>().Split('#');
        var target = parts[0].Length == 0 ? this : Read(Path.Combine(Path.GetDirectoryName(File)!, parts[0]));
        var found = target.Root;
        foreach (var step in parts.ElementAtOrDefault(1)?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            found = (found as JsonObject)?[step] ?? throw new KeyNotFoundException($"{File}: {reference} leads nowhere: there is no {step}.");
        }

        return target.Follow(found);
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => bool.Parse(flag.Value),
        YamlScalarNode { Style: ScalarStyle.Plain } number when int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
        YamlScalarNode text => text.Value,
        _ => throw new NotSupportedException($"{node.NodeType}"),
    };
}
