namespace Defects.Trainer.Networks.Weights;

/// <summary>What became of every key when a backbone was loaded.</summary>
/// <param name="Used">Keys of the file whose weights the network now has.</param>
/// <param name="Skipped">Keys of the file that were left, with the reason.</param>
/// <param name="Missing">Keys of the network that the file lacks or whose weights were skipped: they stay as they were.</param>
public sealed record BackboneReport(IReadOnlyList<string> Used, IReadOnlyList<(string Key, string Reason)> Skipped, IReadOnlyList<string> Missing)
{
    public override string ToString() => $"{Used.Count} weights used, {Skipped.Count} skipped, {Missing.Count} left as they were";
}
