using Defects.Trainer.Networks.Blocks;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Weights;

/// <summary>Starts a network from weights of others' making, for example those of ImageNet.</summary>
public static class Backbone
{
    /// <summary>
    /// Copies every weight whose key the network has. Keys are torchvision's; timm's names of <c>mobilenetv3_small_100</c> are
    /// understood too. A classifier for other classes is skipped, any other difference in shape is an error.
    /// </summary>
    /// <exception cref="SafetensorsException">Not a safetensors file, a shape that differs, or no key that fits.</exception>
    public static BackboneReport Load(Network network, string path)
    {
        var file = Safetensors.Read(path);
        var targets = network.state_dict();
        var head = HeadKeys(network);
        var used = new HashSet<string>();
        var skipped = new List<(string Key, string Reason)>();
        var copies = new List<(string Key, Tensor Target)>();
        foreach (var entry in file.Entries.Values.OrderBy(entry => entry.Begin))
        {
            var key = TimmNames.ToTorchvision(entry.Name);
            if (!targets.TryGetValue(key, out var target))
            {
                skipped.Add((entry.Name, $"{network.Architecture} has no such weight"));
            }
            else if (SameUpToTrailingOnes(entry.Shape, target.shape))
            {
                copies.Add((entry.Name, target));
                used.Add(key);
            }
            else if (head.Contains(key))
            {
                skipped.Add((entry.Name, $"a classifier of [{Join(entry.Shape)}], where this network has [{Join(target.shape)}]"));
            }
            else
            {
                throw new SafetensorsException(
                    path, $"'{entry.Name}' has shape [{Join(entry.Shape)}]", $"[{Join(target.shape)}]", $"Give weights of {network.Architecture} at width 1.0.");
            }
        }

        if (!used.Except(head).Any())
        {
            throw new SafetensorsException(
                path,
                $"no key of {network.Architecture} among {file.Entries.Count}, the first being {string.Join(", ", file.Entries.Keys.Take(3))}",
                $"keys such as {string.Join(", ", targets.Keys.Take(3))}",
                "Give a file with torchvision's names for this network.");
        }

        // Only now, so that a file that is refused leaves the network as it was.
        copies.ForEach(copy => Copy(file, copy.Key, copy.Target));
        if (copies.Exists(copy => TimmNames.IsTimms(copy.Key)))
        {
            foreach (var norm in network.modules().OfType<BatchNormalization>())
            {
                norm.AdoptFrom(TimmNames.Epsilon);
            }
        }

        return new BackboneReport([.. copies.Select(copy => copy.Key)], skipped, [.. targets.Keys.Where(key => !used.Contains(key))]);
    }

    /// <summary>
    /// Writes every weight but those of the classes, for a network of others: where they are as many, no shape would tell that these
    /// are not theirs.
    /// </summary>
    public static void Save(Network network, string path)
    {
        var (head, classes) = (HeadKeys(network), network.ClassCount());
        SafetensorsWriter.Write(path, network.state_dict().Where(pair => !head.Contains(pair.Key) || pair.Value.shape[0] != classes).ToDictionary());
    }

    private static HashSet<string> HeadKeys(Network network)
    {
        var head = network.HeadParameters.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. network.named_parameters().Where(pair => head.Contains(pair.parameter)).Select(pair => pair.name)];
    }

    /// <summary>A 1x1 convolution [out, in, 1, 1] and a linear layer [out, in] hold the same weights.</summary>
    private static bool SameUpToTrailingOnes(IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        var shared = Math.Min(left.Count, right.Count);
        return left.Take(shared).SequenceEqual(right.Take(shared)) && left.Skip(shared).Concat(right.Skip(shared)).All(side => side == 1);
    }

    private static void Copy(Safetensors file, string key, Tensor target)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        target.copy_(file.ToTensor(key).view(target.shape));
    }

    private static string Join(IReadOnlyList<long> shape) => string.Join(", ", shape);
}
