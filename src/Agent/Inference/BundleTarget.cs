using Defects.Shared.Bundles;

namespace Defects.Agent.Inference;

/// <summary>What the configured path means at the moment. Two that are equal need no second look.</summary>
/// <param name="Folder">The path with links resolved; the path itself where nothing is there.</param>
/// <param name="Written">When its manifest was written: a refused bundle that is copied anew is worth a second look.</param>
internal sealed record BundleTarget(string Folder, DateTime Written)
{
    public static BundleTarget Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var link = new DirectoryInfo(full);

        // Where nothing is there, it is no link either, and resolving it would throw.
        var folder = link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return new BundleTarget(folder, File.GetLastWriteTimeUtc(Path.Combine(folder, BundleLayout.ManifestFile)));
    }
}
