using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Defects.Agent.Cameras;
using Defects.Shared.Files;

namespace Defects.Agent.Adaptation;

/// <summary>
/// A camera's reference frames as JPEG files named by when they were taken, and <c>adaptation.json</c> beside them. Frames are as the model
/// sees them: turned, cropped and masked.
/// </summary>
/// <param name="Path">Below the state directory, see <see cref="Of"/>.</param>
internal sealed record ReferenceFolder(string Path)
{
    /// <summary>Most frames that are kept; see <see cref="ReferenceChoice"/> for which go.</summary>
    public const int Most = 60;

    private const string RecordFile = "adaptation.json";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static ReferenceFolder Of(string stateDirectory, CameraKey camera) =>
        new(System.IO.Path.Combine(stateDirectory, "adaptation", camera.Printer, camera.Camera));

    /// <summary>Files of the frames, the oldest first; what others have put there is not looked at.</summary>
    public IReadOnlyList<string> Frames =>
        Directory.Exists(Path) ? [.. Directory.EnumerateFiles(Path, "*.jpg").Where(file => TimeOf(file) is not null).Order(StringComparer.Ordinal)] : [];

    /// <summary>When the oldest of its frames was taken; null where there is none.</summary>
    public DateTimeOffset? Since => Frames is [var oldest, ..] ? TimeOf(oldest) : null;

    /// <summary>When <c>adaptation.json</c> was written last; null where there is none.</summary>
    public DateTime? RecordWritten => File.Exists(In(RecordFile)) ? File.GetLastWriteTimeUtc(In(RecordFile)) : null;

    /// <summary>Keeps a frame; where there are too many now, one that is missed least goes.</summary>
    public void Add(ReadOnlySpan<byte> jpeg, DateTimeOffset takenAt)
    {
        Directory.CreateDirectory(Path);
        WholeFile.Write(In(NameOf(takenAt) + ".jpg"), jpeg.ToArray());
        var frames = Frames;
        if (frames.Count > Most)
        {
            File.Delete(frames[ReferenceChoice.Dispensable([.. frames.Select(file => TimeOf(file)!.Value)])]);
        }
    }

    /// <summary>Takes frames out by when they were taken. What was fitted to them holds for no model any more; where the camera stood stays known.</summary>
    /// <returns>How many there were.</returns>
    public int Remove(Func<DateTimeOffset, bool> which)
    {
        var frames = Frames.Where(file => which(TimeOf(file)!.Value)).ToList();
        if (frames.Count > 0)
        {
            // First: after a crash in between nothing is applied that was fitted to them.
            Invalidate();
            frames.ForEach(File.Delete);
        }

        return frames.Count;
    }

    /// <summary>Null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another schema.</exception>
    public AdaptationRecord? ReadRecord()
    {
        if (!File.Exists(In(RecordFile)))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize<AdaptationRecord>(File.ReadAllText(In(RecordFile)), Json);
            return record is { IsSound: true }
                ? record
                : throw new InvalidDataException($"{In(RecordFile)}: schema {record?.Schema}, or numbers that fit no camera; expected schema {AdaptationRecord.CurrentSchema} as the agent writes it. It is fitted anew from the frames beside it.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{In(RecordFile)}: not readable ({e.Message}); expected what the agent wrote. It is fitted anew from the frames beside it.", e);
        }
    }

    public void Write(AdaptationRecord record)
    {
        Directory.CreateDirectory(Path);
        WholeFile.Write(In(RecordFile), JsonSerializer.Serialize(record, Json));
    }

    /// <summary>What was fitted to the frames holds for no model any more; where the camera stood stays known.</summary>
    public void Invalidate()
    {
        try
        {
            if (ReadRecord() is { } record)
            {
                Write(record with { ModelSha256 = AdaptationRecord.NoModel });
            }
        }
        catch (InvalidDataException)
        {
            File.Delete(In(RecordFile));
        }
    }

    /// <inheritdoc cref="FoldersAside.Put"/>
    public string? PutAside(DateTimeOffset now) => FoldersAside.Put(Path, now);

    /// <summary>A time as it stands in names of files, to the millisecond.</summary>
    public static string NameOf(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>When a frame was taken; null where the file is none of ours.</summary>
    public static DateTimeOffset? TimeOf(string file) => DateTimeOffset.TryParseExact(
        System.IO.Path.GetFileNameWithoutExtension(file), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
