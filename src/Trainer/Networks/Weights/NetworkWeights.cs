using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Weights;

/// <summary>The weights of a network as a safetensors file: checkpoints and warm starts.</summary>
public static class NetworkWeights
{
    private const string ArchitectureKey = "architecture";

    /// <summary>Writes every weight; the architecture joins <paramref name="metadata"/>.</summary>
    public static void Save(Network network, string path, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(
            path,
            network.state_dict(),
            new Dictionary<string, string>(metadata ?? new Dictionary<string, string>()) { [ArchitectureKey] = network.Architecture });

    /// <summary>Reads every weight into a network of the same architecture and the same number of classes.</summary>
    /// <returns>The metadata that was saved.</returns>
    /// <exception cref="SafetensorsException">Damaged, of another architecture, or any key missing, unknown or of another shape.</exception>
    public static IReadOnlyDictionary<string, string> Load(Network network, string path)
    {
        const string mend = "Give a file that defects-trainer wrote for this network and these classes.";
        var file = Safetensors.Read(path);
        if (file.Metadata.GetValueOrDefault(ArchitectureKey) is var found && found != network.Architecture)
        {
            throw new SafetensorsException(path, $"weights of {found ?? "no stated architecture"}", network.Architecture, mend);
        }

        var targets = network.state_dict();
        foreach (var (key, target) in targets)
        {
            if (!file.Entries.TryGetValue(key, out var entry) || !entry.Shape.SequenceEqual(target.shape))
            {
                var shape = entry is null ? "no" : $"[{string.Join(", ", entry.Shape)}] as";
                throw new SafetensorsException(path, $"{shape} '{key}'", $"[{string.Join(", ", target.shape)}]", mend);
            }
        }

        if (file.Entries.Keys.FirstOrDefault(key => !targets.ContainsKey(key)) is { } unknown)
        {
            throw new SafetensorsException(path, $"'{unknown}'", $"only the weights of {network.Architecture}", mend);
        }

        using var untracked = no_grad();
        foreach (var (key, target) in targets)
        {
            using var source = file.ToTensor(key);
            target.copy_(source);
        }

        return file.Metadata;
    }
}
