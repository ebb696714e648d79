using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Shared.Classes;

namespace Defects.Shared.HardCases;

/// <summary>
/// The folder <c>&lt;store&gt;/&lt;yyyy-MM-dd&gt;/&lt;ulid&gt;.jpg</c> with <c>&lt;ulid&gt;.json</c> beside it. Plain files: any
/// sync tool carries them, and the trainer reads them with no service running. The record is written last and by rename, so a
/// record always has its picture; a picture without a record is the rest of a kill and is swept away.
/// </summary>
public sealed class HardCaseStore(string folder)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public string Folder { get; } = folder;

    public void Add(HardCaseRecord record, ReadOnlySpan<byte> jpeg)
    {
        var day = Directory.CreateDirectory(Path.Combine(Folder, record.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var picture = Path.Combine(day.FullName, record.Id + ".jpg");
        WriteAtomically(picture, jpeg);
        try
        {
            WriteAtomically(Path.Combine(day.FullName, record.Id + ".json"), JsonSerializer.SerializeToUtf8Bytes(record, Json));
        }
        catch
        {
            // A picture without a record counts against the budget, and nobody would free it before the next start.
            File.Delete(picture);
            throw;
        }
    }

    /// <summary>Every case, oldest first; files that are no record are told to <paramref name="damaged"/> and passed over.</summary>
    public IEnumerable<HardCase> Read(Action<string, string>? damaged = null)
    {
        if (!Directory.Exists(Folder))
        {
            yield break;
        }

        // ULIDs sort by time.
        var files = Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories).OrderBy(Path.GetFileName, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (TryRead(file, out var why) is { } found)
            {
                yield return found;
            }
            else
            {
                damaged?.Invoke(file, why);
            }
        }
    }

    /// <summary>Sets the label of a case; the same file, replaced in one step.</summary>
    /// <exception cref="FileNotFoundException">No case has that id.</exception>
    public HardCaseRecord Label(string id, DefectClass label, string labeller, DateTimeOffset now)
    {
        // The id comes from a command line and becomes a file name.
        if (!Ulid.TryParse(id, out var ulid))
        {
            throw new ArgumentException($"'{id}' is no ULID, as the file names of the store are.", nameof(id));
        }

        var file = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, ulid + ".json", SearchOption.AllDirectories).FirstOrDefault() : null;
        if (file is null)
        {
            throw new FileNotFoundException($"{Folder} has no case {id}; ids are the file names without .json.");
        }

        var found = TryRead(file, out var why) ?? throw new InvalidDataException($"{file}: {why}");
        var labelled = found.Record with { Label = label, Labeller = labeller, LabelledAt = now };
        WriteAtomically(file, JsonSerializer.SerializeToUtf8Bytes(labelled, Json));
        return labelled;
    }

    public static void Delete(HardCase item)
    {
        // The record goes first: a record never stands without its picture.
        File.Delete(item.RecordFile);
        File.Delete(item.ImageFile);
    }

    /// <summary>Removes what a kill in the middle of a write left behind.</summary>
    /// <returns>How many files went.</returns>
    public int SweepLeftovers()
    {
        if (!Directory.Exists(Folder))
        {
            return 0;
        }

        var leftovers = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".tmp", StringComparison.Ordinal)
                || (file.EndsWith(".jpg", StringComparison.Ordinal) && !File.Exists(Path.ChangeExtension(file, ".json"))))
            .ToList();
        leftovers.ForEach(File.Delete);
        return leftovers.Count;
    }

    private static HardCase? TryRead(string file, out string why)
    {
        try
        {
            var record = JsonSerializer.Deserialize<HardCaseRecord>(File.ReadAllBytes(file), Json);
            var image = Path.ChangeExtension(file, ".jpg");
            why = record is null ? "the record is null"
                : record.Schema != HardCaseRecord.CurrentSchema ? $"schema {record.Schema}, expected {HardCaseRecord.CurrentSchema}"
                : record.Id != Path.GetFileNameWithoutExtension(file) ? $"the record says id {record.Id}"
                : !File.Exists(image) ? "its picture is missing"
                : "";
            return why.Length == 0 ? new HardCase(record!, file, image, new FileInfo(image).Length + new FileInfo(file).Length) : null;
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            why = e.Message;
            return null;
        }
    }

    private static void WriteAtomically(string file, ReadOnlySpan<byte> bytes)
    {
        var temporary = file + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, file, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
