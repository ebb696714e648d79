using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// <c>config.json</c> of a run: every option and the hash of the data. A folder belongs to one configuration; a run of the same
/// goes on in it, any other is refused before it mixes two runs.
/// </summary>
public static class RunConfiguration
{
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
        var text = JsonSerializer.Serialize(new { Options = options, DataSha256 = data.Sha256, Environment = RunEnvironment.Here() }, Json) + "\n";
        var file = Path.Combine(folder, "config.json");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(file + ".tmp", text);
            File.Move(file + ".tmp", file, overwrite: true);
            return;
        }

        var (there, asked) = (Comparable(File.ReadAllText(file)), Comparable(text));
        if (there.Except(asked).Concat(asked.Except(there)).Any())
        {
            throw new DatasetException(
            [
                $"{folder} holds a run with another configuration; name another folder to keep both, or delete this one:",
                .. there.Except(asked).Select(line => $"  there: {line}"),
                .. asked.Except(there).Select(line => $"  asked: {line}"),
            ]);
        }
    }

    /// <summary>Lines of the file without the environment, which may change while a run is stopped.</summary>
    private static List<string> Comparable(string json) =>
        [.. json.Split('\n').TakeWhile(line => !line.Contains("\"environment\"", StringComparison.Ordinal)).Select(line => line.Trim().TrimEnd(','))];
}
