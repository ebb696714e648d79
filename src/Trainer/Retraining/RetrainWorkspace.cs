using System.Text.Json;
using Defects.Shared.Bundles;

namespace Defects.Trainer.Retraining;

/// <summary>
/// What a periodic retraining works on: the file <c>workspace.json</c> in a folder. Relative paths are relative to that folder.
/// </summary>
public sealed record RetrainWorkspace
{
    public const string FileName = "workspace.json";

    private const string Example = """{"data": ["prints/manifest.csv"], "hard_cases": ["hard-cases"], "models": "models/defects"}""";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>The manifests the champion was trained on; their val and test rows are the frozen splits.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>The manifests whose training rows only train, as of <c>train --auxiliary</c>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Auxiliary { get; init; } = [];

    /// <summary>Folders of hard cases, one for each agent that sends some.</summary>
    public required IReadOnlyList<string> HardCases { get; init; }

    /// <summary>The folder of the model's versions and aliases, for example <c>models/defects</c>.</summary>
    public required string Models { get; init; }

    /// <summary>Where run folders go.</summary>
    /// <value>Default: <c>runs</c>.</value>
    public string Runs { get; init; } = "runs";

    /// <summary>Reads and checks a workspace; paths come back absolute.</summary>
    /// <exception cref="InvalidDataException">Every problem, one a line.</exception>
    public static RetrainWorkspace Read(string folder)
    {
        var file = Path.Combine(Path.GetFullPath(folder), FileName);
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"{file}: no such file; expected for example {Example}");
        }

        RetrainWorkspace read;
        try
        {
            read = JsonSerializer.Deserialize<RetrainWorkspace>(File.ReadAllText(file), Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Message} Expected for example {Example}", e);
        }

        string Full(string path) => Path.GetFullPath(path, Path.GetDirectoryName(file)!);
        var workspace = read with
        {
            Data = [.. read.Data.Select(Full)],
            Auxiliary = [.. read.Auxiliary.Select(Full)],
            HardCases = [.. read.HardCases.Select(Full)],
            Models = Full(read.Models),
            Runs = Full(read.Runs),
        };
        var problems = workspace.Problems().ToList();
        return problems.Count == 0 ? workspace : throw new InvalidDataException(string.Join('\n', problems.Select(problem => $"{file}: {problem}")));
    }

    private IEnumerable<string> Problems()
    {
        if (Data.Count == 0)
        {
            yield return "data is empty; expected the manifests that the champion was trained on";
        }

        foreach (var manifest in Data.Where(manifest => !File.Exists(manifest)))
        {
            yield return $"data: {manifest} is not there";
        }

        foreach (var manifest in Auxiliary.Where(manifest => !File.Exists(manifest)))
        {
            yield return $"auxiliary: {manifest} is not there";
        }

        foreach (var store in HardCases.Where(store => !Directory.Exists(store)))
        {
            yield return $"hard_cases: {store} is not there";
        }

        if (!Directory.Exists(Path.Combine(Models, BundleLayout.Champion)))
        {
            yield return $"models: {Models} has no {BundleLayout.Champion}; train one first and point the alias at it";
        }
    }
}
