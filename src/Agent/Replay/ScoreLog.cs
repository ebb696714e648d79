using System.Buffers.Binary;
using System.Text.Json;

namespace Defects.Agent.Replay;

/// <summary>
/// The scores of one print, recorded or simulated, so that alert rules can be tried on it again and again without its pictures.
/// <para>
/// The file, all numbers little-endian: the eight bytes <c>DEFSCORE</c>; the length of the header, int32; the header as JSON
/// (<see cref="ScoreLogHeader"/>); then frame after frame, in the order of their times: milliseconds since the start, uint32;
/// number of the camera, one byte; a float32 for each class. Frames are appended; one that was cut off at the end is left out.
/// </para>
/// </summary>
internal sealed record ScoreLog(ScoreLogHeader Header, IReadOnlyList<ScoredMoment> Frames)
{
    public const string Extension = ".scores";

    internal const int FrameHead = sizeof(uint) + 1;
    internal const int LongestHeader = 1 << 16;

    /// <summary>A month of one frame a second of five classes.</summary>
    private const int LongestFile = 80 << 20;

    internal static ReadOnlySpan<byte> Magic => "DEFSCORE"u8;

    /// <summary>The logs of a folder, by name.</summary>
    /// <exception cref="ScoreLogException">A file is none, or there is none.</exception>
    public static IReadOnlyList<ScoreLog> ReadFolder(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [];
        return files.Length > 0
            ? [.. files.Order(StringComparer.Ordinal).Select(Read)]
            : throw new ScoreLogException(folder, $"there is no *{Extension} file");
    }

    /// <exception cref="ScoreLogException">The file is none, or contradicts itself.</exception>
    public static ScoreLog Read(string file)
    {
        try
        {
            var length = new FileInfo(file).Length;
            return length <= LongestFile
                ? Parse(File.ReadAllBytes(file), file)
                : throw new ScoreLogException(file, $"{length:N0} bytes; expected at most {LongestFile:N0}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScoreLogException(file, $"cannot be read ({e.Message})", e);
        }
    }

    /// <param name="where">What errors call it.</param>
    /// <exception cref="ScoreLogException">The bytes are no log, or contradict themselves.</exception>
    public static ScoreLog Parse(ReadOnlySpan<byte> bytes, string where)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length < Magic.Length + sizeof(int))
        {
            throw new ScoreLogException(where, "not a score log");
        }

        var rest = bytes[Magic.Length..];
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        rest = rest[sizeof(int)..];
        if (length < 0 || length > LongestHeader || length > rest.Length)
        {
            throw new ScoreLogException(where, $"a header of {length} bytes; expected at most {LongestHeader}, and no more than are there");
        }

        var header = ParseHeader(rest[..length], where);
        return new ScoreLog(header, ParseFrames(rest[length..], header, where));
    }

    private static ScoreLogHeader ParseHeader(ReadOnlySpan<byte> json, string where)
    {
        try
        {
            var header = ScoreLogJson.Read(json);
            return header.Problem() is { } problem ? throw new ScoreLogException(where, $"its header states {problem}") : header;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new ScoreLogException(where, "its header cannot be read", e);
        }
    }

    private static List<ScoredMoment> ParseFrames(ReadOnlySpan<byte> bytes, ScoreLogHeader header, string where)
    {
        var size = FrameHead + (header.Classes.Count * sizeof(float));
        List<ScoredMoment> frames = new(bytes.Length / size);
        for (var before = TimeSpan.Zero; bytes.Length >= size; bytes = bytes[size..])
        {
            var at = TimeSpan.FromMilliseconds((long)BinaryPrimitives.ReadUInt32LittleEndian(bytes));
            int camera = bytes[sizeof(uint)];
            var probabilities = new float[header.Classes.Count];
            for (var column = 0; column < probabilities.Length; column++)
            {
                probabilities[column] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(FrameHead + (column * sizeof(float)))..]);
            }

            // Written so that NaN is refused as well.
            if (at < before || at > header.Duration || camera >= header.Cameras.Count || !Array.TrueForAll(probabilities, p => p is >= 0 and <= 1))
            {
                throw new ScoreLogException(where, $"frame {frames.Count} goes back in time, is from behind the end or of an unknown camera, or has a probability outside of 0 to 1");
            }

            frames.Add(new ScoredMoment(at, camera, probabilities));
            before = at;
        }

        return frames;
    }
}
