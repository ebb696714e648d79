using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Shared.Files;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// <c>config.json</c> of a run: every option and the hash of the data. A folder belongs to one configuration; a run of the same
/// goes on in it, any other is refused before it mixes two runs.
/// </summary>
public static class RunConfiguration
{
    private const string FileName = "config.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
    };

    /// <summary>Writes the configuration, or finds the same one there.</summary>
    /// <exception cref="DatasetException">The folder holds a run with another configuration; the lines that differ are named.</exception>
    public static void Claim(string folder, TrainOptions options, Dataset data)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            WholeFile.Write(file, TextOf(options, data));
            return;
        }

        var (there, asked) = (Comparable(File.ReadAllText(file)), Comparable(TextOf(options, data)));
        if (!there.SequenceEqual(asked))
        {
            throw new DatasetException(
            [
                $"{folder} holds a run with another configuration; name another folder to keep both, or delete this one:",
                .. there.Except(asked).Select(line => $"  there: {line}"),
                .. asked.Except(there).Select(line => $"  asked: {line}"),
            ]);
        }
    }

    /// <summary>Whether the folder holds a run of just this configuration. None began from weights that are not there.</summary>
    public static bool IsOf(string folder, TrainOptions options, Dataset data)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) && (WeightsOf(options) is not { } weights || File.Exists(weights)) && Comparable(File.ReadAllText(file)).SequenceEqual(Comparable(TextOf(options, data)));
    }

    private static string TextOf(TrainOptions options, Dataset data) =>
        JsonSerializer.Serialize(
            new { Options = options, StartSha256 = StartOf(options), DataSha256 = data.Sha256, RowsSha256 = RowsOf(data), Environment = RunEnvironment.Here() }, Json) + "\n";

    private static string? WeightsOf(TrainOptions options) => options.Init ?? options.Backbone;

    /// <summary>Weights of the same name may be others.</summary>
    private static string? StartOf(TrainOptions options) =>
        WeightsOf(options) is { } file ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : null;

    /// <summary>The same pictures may be parted otherwise.</summary>
    private static string RowsOf(Dataset data)
    {
        var rows = data.Images.Where(i => !Splits.IsTest(i.Split)).Select(i => $"{i.Path},{i.Label},{i.Group},{i.Split},{i.Auxiliary}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(rows))));
    }

    /// <summary>Lines of the file without the environment, which may change while a run is stopped.</summary>
    private static List<string> Comparable(string json) =>
        [.. json.Split('\n').TakeWhile(line => !line.Contains("\"environment\"", StringComparison.Ordinal)).Select(line => line.Trim().TrimEnd(','))];
}
