using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Defects.Agent.Configuration;

/// <summary>
/// Where values come from, each over the one before it: <c>agent.yaml</c>, the files of <c>agent.d/</c> by name, the environment
/// (<c>DEFECTS_MQTT__PORT</c>), the command line (<c>--set mqtt:port=1884</c>).
/// </summary>
internal static class ConfigurationSources
{
    private const string Prefix = "DEFECTS_";

    /// <summary>Names the data of the test suite and is no configuration.</summary>
    private const string TestData = "DEFECTS_DATA";

    /// <summary>The file itself, whether it is there or not, and the files that are dropped in beside it.</summary>
    public static IReadOnlyList<string> FilesOf(string file)
    {
        var folder = Path.ChangeExtension(file, ".d");
        var dropIns = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        return [file, .. dropIns.Where(LooksLikeYaml).Order(StringComparer.Ordinal)];
    }

    public static ConfigurationValues Read(string file, IReadOnlyDictionary<string, string> environment, IEnumerable<string> settings)
    {
        var values = new ConfigurationValues();
        foreach (var source in FilesOf(file))
        {
            if (source == file || source.EndsWith(".yaml", StringComparison.Ordinal))
            {
                ReadYaml(values, source);
            }
            else
            {
                values.RefuseSource(source, "is none of the files that are read; expected a name that ends in .yaml, or one that looks like no YAML");
            }
        }

        foreach (var (name, value) in environment.Where(e => e.Key.StartsWith(Prefix, StringComparison.Ordinal) && e.Key != TestData))
        {
            values.Set(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), value, name);
        }

        foreach (var setting in settings)
        {
            var parts = setting.Split('=', 2);
            if (parts.Length == 2 && parts[0].Length > 0)
            {
                values.Set(parts[0].Trim(), parts[1].Trim(), "--set");
            }
            else
            {
                values.RefuseSource($"--set {parts[0]}", "expected key=value, for example --set mqtt:port=1884");
            }
        }

        return values;
    }

    private static bool LooksLikeYaml(string file) => Path.GetExtension(file).ToUpperInvariant() is ".YAML" or ".YML";

    private static void ReadYaml(ConfigurationValues values, string file)
    {
        if (!File.Exists(file))
        {
            values.RefuseSource(file, "there is no such file");
            return;
        }

        try
        {
            using var reader = new StreamReader(file);
            var yaml = new YamlStream();
            yaml.Load(reader);
            if (yaml.Documents.Count > 1)
            {
                values.RefuseSource(file, $"line {yaml.Documents[1].RootNode.Start.Line}: this is a second document, behind a ---; expected one in a file");
            }

            Walk(values, Path.GetFileName(file), "", yaml.Documents.FirstOrDefault()?.RootNode);
            using var stream = File.OpenRead(file);
            var read = new ConfigurationBuilder().AddYamlStream(stream).Build();
            foreach (var (key, value) in read.AsEnumerable().Where(pair => pair.Value is not null || !read.GetSection(pair.Key).GetChildren().Any()))
            {
                values.Set(key, value ?? "", Path.GetFileName(file));
            }
        }
        catch (Exception e) when (e is YamlException or FormatException or InvalidCastException or IOException or UnauthorizedAccessException)
        {
            var cause = e.GetBaseException();
            var line = cause is YamlException { Start.Line: > 0 } yaml ? $"line {yaml.Start.Line}: " : "";
            values.RefuseSource(file, $"{line}cannot be read as YAML: {cause.Message}");
        }
    }

    // Further on case does not count: two printers that differ in nothing else would become one with the cameras of both.
    private static void Walk(ConfigurationValues values, string origin, string path, YamlNode? node)
    {
        // Nothing of ours is nested more deeply; a file that refers to itself is.
        if (node is not YamlMappingNode map || path.Count(':'.Equals) > 8)
        {
            return;
        }

        foreach (var (name, child) in map.Children)
        {
            var key = path.Length > 0 ? $"{path}:{name}" : $"{name}";
            if (values.FirstSpelling(key) is var first && first != key)
            {
                values.RefuseSource($"{key} ({origin})", $"the same as {first} but for its case; expected one spelling, or names that differ in more");
            }

            if (child is YamlMappingNode { Children.Count: 0 } or YamlSequenceNode { Children.Count: 0 })
            {
                // The reader passes over these; an empty printer must not be lost without a word.
                values.Set(first, "", origin);
            }

            Walk(values, origin, first, child);
        }
    }
}
