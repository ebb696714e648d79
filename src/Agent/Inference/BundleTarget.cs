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
        string folder;
        try
        {
            folder = new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        }
        catch (IOException)
        {
            // Nothing there, or links in a circle: opening it says so in its own words.
            folder = full;
        }

        return new BundleTarget(folder, File.GetLastWriteTimeUtc(Path.Combine(folder, BundleLayout.ManifestFile)));
    }
}
