using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Weights;

/// <summary>
/// A safetensors file in memory: named tensors and string metadata, without code. Used for backbones of others' making, and
/// for checkpoints of our own.
/// </summary>
public sealed class Safetensors
{
    /// <summary>Ten times the largest backbone that would fit an edge box.</summary>
    public const long MaxFileBytes = 1L << 30;

    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private Safetensors(string where, SafetensorsHeader header, ReadOnlyMemory<byte> data)
    {
        Where = where;
        Metadata = header.Metadata;
        _entries = header.Entries.ToDictionary(entry => entry.Name);
        _data = data;
    }

    /// <summary>What errors call the file.</summary>
    public string Where { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    /// <exception cref="SafetensorsException">Not a whole and sound file, or larger than <see cref="MaxFileBytes"/>.</exception>
    public static Safetensors Read(string path)
    {
        var bytes = new FileInfo(path).Length;
        return bytes <= MaxFileBytes
            ? Parse(File.ReadAllBytes(path), path)
            : throw new SafetensorsException(path, $"{bytes:N0} bytes", $"at most {MaxFileBytes:N0}", "Give the weights of one of the networks of this program.");
    }

    /// <param name="file">The file's bytes; they must not change as long as the result is used.</param>
    /// <param name="where">What errors call it.</param>
    /// <exception cref="SafetensorsException">Not a whole and sound file.</exception>
    public static Safetensors Parse(ReadOnlyMemory<byte> file, string where)
    {
        var header = SafetensorsHeader.Parse(file, where);
        return new Safetensors(where, header, file[header.Length..]);
    }

    /// <summary>A copy of one tensor on the CPU, in the file's type.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public Tensor ToTensor(string name)
    {
        var entry = _entries[name];
        var tensor = empty([.. entry.Shape], entry.Type);
        if (entry.End > entry.Begin)
        {
            _data.Span[(int)entry.Begin..(int)entry.End].CopyTo(tensor.bytes);
        }

        return tensor;
    }
}
