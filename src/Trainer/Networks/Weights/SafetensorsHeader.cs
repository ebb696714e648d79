using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Weights;

/// <summary>
/// The header of a safetensors file: eight bytes of length, little-endian, then JSON. It is read as written by a stranger:
/// nothing is allocated by a size that the file only claims, and tensors must tile the data exactly.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsEntry> Entries, int Length)
{
    /// <summary>Far above any header of a network (300 tensors need 30 KB), far below what would strain the parser.</summary>
    public const int MaxJsonBytes = 16 << 20;

    public const string MetadataKey = "__metadata__";

    private const int PrefixBytes = 8;

    private const string Mend = "Download or convert the weights again.";

    /// <summary>The types that are read, by their name in the format.</summary>
    public static IReadOnlyDictionary<string, (ScalarType Type, int Bytes)> Types { get; } = new Dictionary<string, (ScalarType, int)>
    {
        ["F32"] = (ScalarType.Float32, 4),
        ["F16"] = (ScalarType.Float16, 2),
        ["BF16"] = (ScalarType.BFloat16, 2),
        ["I64"] = (ScalarType.Int64, 8),
    };

    /// <exception cref="SafetensorsException">Not a whole and sound file.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> file, string where)
    {
        if (file.Length < PrefixBytes)
        {
            throw new SafetensorsException(where, $"{file.Length} bytes", "a safetensors file, which begins with 8 bytes of header length", Mend);
        }

        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (claimed > MaxJsonBytes || claimed > (ulong)(file.Length - PrefixBytes))
        {
            throw new SafetensorsException(
                where,
                $"a header of {claimed:N0} bytes in a file of {file.Length:N0}",
                $"one that fits the file and has at most {MaxJsonBytes:N0} bytes",
                $"The file is cut short or is no safetensors file. {Mend}");
        }

        var length = PrefixBytes + (int)claimed;
        try
        {
            using var json = JsonDocument.Parse(file[PrefixBytes..length]);
            return Read(json.RootElement, length, file.Length - length, where);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new SafetensorsException(where, $"an unreadable header ({e.Message})", "JSON that maps keys to dtype, shape and data_offsets", Mend, e);
        }
    }

    private static SafetensorsHeader Read(JsonElement root, int headerLength, long dataLength, string where)
    {
        var metadata = new Dictionary<string, string>();
        var entries = new Dictionary<string, SafetensorsEntry>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                foreach (var pair in property.Value.EnumerateObject())
                {
                    metadata[pair.Name] = pair.Value.GetString() ?? throw new JsonException($"metadata '{pair.Name}' is null");
                }
            }
            else if (!entries.TryAdd(property.Name, ReadEntry(property, where)))
            {
                throw new SafetensorsException(where, $"key '{property.Name}' twice", "each key once", Mend);
            }
        }

        RequireTiling(entries.Values, dataLength, where);
        return new SafetensorsHeader(metadata, [.. entries.Values], headerLength);
    }

    private static SafetensorsEntry ReadEntry(JsonProperty property, string where)
    {
        var name = Field(property, "dtype").GetString() ?? "null";
        if (!Types.TryGetValue(name, out var type))
        {
            throw new SafetensorsException(
                where, $"'{property.Name}' has type {name}", string.Join(", ", Types.Keys), "Convert the weights to one of these types.");
        }

        long[] shape = [.. Field(property, "shape").EnumerateArray().Select(side => side.GetInt64())];
        long[] offsets = [.. Field(property, "data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets is not [>= 0, _] || offsets[1] < offsets[0] || Bytes(shape, type.Bytes) != (UInt128)(offsets[1] - offsets[0]))
        {
            throw new SafetensorsException(
                where,
                $"'{property.Name}' {name} [{string.Join(", ", shape)}] at bytes [{string.Join(", ", offsets)}]",
                "a range as long as the shape needs",
                Mend);
        }

        return new SafetensorsEntry(property.Name, type.Type, shape, offsets[0], offsets[1]);
    }

    private static JsonElement Field(JsonProperty entry, string name) =>
        entry.Value.TryGetProperty(name, out var field) ? field : throw new JsonException($"'{entry.Name}' has no {name}");

    /// <summary>Bytes that a shape needs; the largest number where it is negative or beyond any file.</summary>
    private static UInt128 Bytes(long[] shape, int elementBytes)
    {
        var bytes = (UInt128)elementBytes;
        foreach (var side in shape)
        {
            if (side < 0 || bytes > long.MaxValue)
            {
                return UInt128.MaxValue;
            }

            bytes *= (ulong)side;
        }

        return bytes;
    }

    private static void RequireTiling(IEnumerable<SafetensorsEntry> entries, long dataLength, string where)
    {
        var next = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != next)
            {
                throw new SafetensorsException(
                    where, $"'{entry.Name}' begins at byte {entry.Begin}", $"byte {next}, where the tensor before it ends", Mend);
            }

            next = entry.End;
        }

        if (next != dataLength)
        {
            throw new SafetensorsException(where, $"{dataLength:N0} bytes of data", $"{next:N0}, as the header states", Mend);
        }
    }
}
