using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Weights;

/// <summary>Writes safetensors files: whole or not at all.</summary>
public static class SafetensorsWriter
{
    /// <summary>Writes to a temporary name and renames.</summary>
    /// <exception cref="ArgumentException">A tensor has a type that <see cref="Safetensors"/> does not read.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            Write(file, tensors, metadata);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Keys in order, so that equal weights are equal files.
        var ordered = tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var json = Header(ordered, metadata ?? new Dictionary<string, string>());
        var length = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)json.Length);
        stream.Write(length);
        stream.Write(json);
        foreach (var (_, tensor) in ordered)
        {
            using var scope = NewDisposeScope();
            stream.Write(tensor.detach().cpu().contiguous().bytes);
        }
    }

    private static byte[] Header(List<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName(SafetensorsHeader.MetadataKey);
            JsonSerializer.Serialize(json, metadata);
            var offset = 0L;
            foreach (var (name, tensor) in tensors)
            {
                var (type, elementBytes) = TypeOf(name, tensor);
                var end = offset + (tensor.numel() * elementBytes);
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, new { dtype = type, tensor.shape, data_offsets = new[] { offset, end } });
                offset = end;
            }

            json.WriteEndObject();
        }

        // Spaces up to a multiple of eight keep the data aligned for readers that map the file.
        while (buffer.Length % sizeof(ulong) != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static (string Name, int Bytes) TypeOf(string key, Tensor tensor)
    {
        var found = SafetensorsHeader.Types.FirstOrDefault(type => type.Value.Type == tensor.dtype);
        return found.Key is null
            ? throw new ArgumentException($"'{key}' is {tensor.dtype}; safetensors are written as {string.Join(", ", SafetensorsHeader.Types.Keys)}.", nameof(tensor))
            : (found.Key, found.Value.Bytes);
    }
}
