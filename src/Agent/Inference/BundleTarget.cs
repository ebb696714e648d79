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
        var folder = Or(full, () => new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full);
        return new BundleTarget(folder, Or(default, () => File.GetLastWriteTimeUtc(Path.Combine(folder, BundleLayout.ManifestFile))));
    }

    private static T Or<T>(T unknown, Func<T> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing there, links in a circle, or no right to look: opening it says so in its own words.
            return unknown;
        }
    }
}
