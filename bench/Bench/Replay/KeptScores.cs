using System.IO.Compression;
using Defects.Agent.Replay;
using Defects.Shared.Files;

namespace Defects.Bench.Replay;

/// <summary>
/// Score logs in archives, which the repository holds: what took hours to score is scored once. A run that keeps its logs adds an archive of
/// those that none holds yet.
/// </summary>
/// <param name="archives">Their folder; it need not exist.</param>
internal sealed class KeptScores(string archives)
{
    /// <summary>Writes the logs that are not in a folder yet.</summary>
    public void Unpack(string logs)
    {
        foreach (var part in Parts())
        {
            using var archive = ZipFile.OpenRead(part);
            foreach (var entry in archive.Entries)
            {
                // By its bare name: none can be written anywhere else than where it belongs.
                var file = Path.Combine(logs, entry.Name);
                if (!File.Exists(file))
                {
                    WholeFile.Write(file, temporary => entry.ExtractToFile(temporary, overwrite: true));
                }
            }
        }
    }

    /// <summary>Packs the logs of a folder that no archive holds.</summary>
    /// <returns>How many those are.</returns>
    public int Pack(string logs)
    {
        var parts = Parts();
        var kept = parts.SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        string[] rest = [.. Directory.EnumerateFiles(logs, "*" + ScoreLog.Extension).Where(file => !kept.Contains(Path.GetFileName(file))).Order(StringComparer.Ordinal)];
        if (rest.Length > 0)
        {
            Directory.CreateDirectory(archives);
            WholeFile.Write(FreeName(), temporary =>
            {
                // Over what a killed run has left.
                using var archive = new ZipArchive(File.Create(temporary), ZipArchiveMode.Create);
                foreach (var file in rest)
                {
                    archive.CreateEntryFromFile(file, Path.GetFileName(file), CompressionLevel.SmallestSize);
                }
            });
        }

        return rest.Length;
    }

    /// <summary>Of no archive that there is, one of them deleted or not.</summary>
    private string FreeName() =>
        Enumerable.Range(1, int.MaxValue).Select(n => Path.Combine(archives, $"part_{n:D3}.zip")).First(file => !File.Exists(file));

    private List<string> Parts() => Directory.Exists(archives) ? [.. Directory.EnumerateFiles(archives, "part_*.zip")] : [];

    private static IEnumerable<string> Names(string part)
    {
        using var archive = ZipFile.OpenRead(part);
        return [.. archive.Entries.Select(entry => entry.Name)];
    }
}
