using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Shared.Bundles;

/// <summary>JSON of the bundle, the same in the ONNX file and in <c>manifest.json</c>.</summary>
public static class BundleJson
{
    private const string Mend = "Use a bundle and a program of the same release.";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads a model description and checks what the type cannot.</summary>
    /// <exception cref="BundleException">Another schema, or a description that contradicts itself.</exception>
    public static ModelDescription ReadModel(string json, string where)
    {
        RequireSchema(json, where, root => root);
        var model = Read<ModelDescription>(json, where);
        RequireConsistent(model, where);
        return model;
    }

    /// <exception cref="BundleException">Not JSON, another schema, or something missing.</exception>
    public static BundleManifest ReadManifest(string json, string where)
    {
        RequireSchema(json, where, root => root.TryGetProperty("model", out var model) ? model : default);
        var manifest = Read<BundleManifest>(json, where);
        RequireConsistent(manifest.Model, where);
        RequireWhole(manifest.Golden, "golden", where);
        if (manifest.Golden.Count == 0)
        {
            throw new BundleException(where, "no golden frame", "one or more: without them nothing proves that this machine computes what the trainer did", "Export the model again.");
        }

        // Written so that NaN is refused as well.
        return manifest.GoldenTolerance is > 0 and <= 0.1
            ? manifest
            : throw new BundleException(where, $"golden tolerance {manifest.GoldenTolerance}", "above 0, at most 0.1", "Export the model again.");
    }

    private static T Read<T>(string json, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new BundleException(where, $"unreadable description ({e.Message})", "the JSON of schema 1", Mend, e);
        }
    }

    // The schema is read first: a later one may lack every field this program asks for, and must still be named in the error.
    private static void RequireSchema(string json, string where, Func<JsonElement, JsonElement> pick)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var model = document.RootElement.ValueKind == JsonValueKind.Object ? pick(document.RootElement) : default;
            var found = model.ValueKind == JsonValueKind.Object && model.TryGetProperty("schema", out var schema) ? schema.ToString() : "none";
            if (found != $"{ModelDescription.CurrentSchema}")
            {
                throw new BundleException(where, $"schema {found}", $"schema {ModelDescription.CurrentSchema}", Mend);
            }
        }
        catch (JsonException e)
        {
            throw new BundleException(where, $"not JSON ({e.Message})", "the JSON of schema 1", Mend, e);
        }
    }

    // The serializer holds members to their annotations and elements to none.
    private static void RequireWhole<T>(IEnumerable<T> items, string name, string where)
        where T : class
    {
        if (items.Any(item => item is null))
        {
            throw new BundleException(where, $"null among {name}", "none", Mend);
        }
    }

    private static void RequireConsistent(ModelDescription model, string where)
    {
        BundleException Wrong(string found, string expected) => new(where, found, expected, Mend);
        RequireWhole(model.Classes, "classes", where);
        RequireWhole(model.Thresholds, "thresholds", where);
        RequireWhole(model.Adaptation?.Classes ?? [], "adaptation", where);

        if (model.Classes.Count < 2 || model.Classes.Distinct().Count() != model.Classes.Count)
        {
            throw Wrong($"classes {string.Join(", ", model.Classes)}", "two or more different classes");
        }

        if (model.ResizeRule != FramePreprocessing.ResizeRule)
        {
            throw Wrong($"resize rule '{model.ResizeRule}'", $"'{FramePreprocessing.ResizeRule}'");
        }

        if (model.InputSize is < 32 or > 2048)
        {
            throw Wrong($"input size {model.InputSize}", "32 to 2048");
        }

        var defects = model.Classes.Where(c => c.IsDefect).ToList();
        if (!defects.All(d => model.Thresholds.Any(t => t.Class == d)) || model.Thresholds.Count != defects.Count)
        {
            throw Wrong($"thresholds for {string.Join(", ", model.Thresholds.Select(t => t.Class))}", $"one each for {string.Join(", ", defects)}");
        }

        var broken = model.Thresholds.FirstOrDefault(t => !(t.Set is > 0 and < 1 && t.Reset > 0 && t.Reset <= t.Set));
        if (broken is not null)
        {
            throw Wrong($"{broken.Class} set {broken.Set}, reset {broken.Reset}", "0 < reset <= set < 1");
        }

        if (model.Adaptation is { } rule && Unsound(rule, defects) is var (found, expected))
        {
            throw Wrong($"adaptation: {found}", expected);
        }
    }

    // Written so that NaN is refused as well.
    private static (string Found, string Expected)? Unsound(AdaptationRule rule, IReadOnlyList<DefectClass> defects)
    {
        if (!double.IsFinite(rule.UsualNovelty))
        {
            return ($"usual novelty {rule.UsualNovelty}", "a finite number");
        }

        var stranger = rule.Classes.FirstOrDefault(c => !defects.Contains(c.Class) || rule.Classes.Count(other => other.Class == c.Class) > 1);
        if (stranger is not null)
        {
            return ($"class {stranger.Class}", $"each of {string.Join(", ", defects)} once at most");
        }

        return rule.Classes.FirstOrDefault(c => !(double.IsFinite(c.Offset) && c.Shift is >= 0 and <= 1 && c.Novelty is >= 0 and <= 100 && c.Lowest is >= ClassAdaptation.LeastLowest and <= 0 && c.Highest is >= 0 and <= ClassAdaptation.MostHighest)) is { } broken
            ? ($"{broken}", FormattableString.Invariant($"a finite offset, shift 0 to 1, novelty 0 to 100, lowest {ClassAdaptation.LeastLowest} to 0, highest 0 to {ClassAdaptation.MostHighest}"))
            : null;
    }
}
