using System.Globalization;

namespace Defects.Shared.Bundles;

/// <summary>The files of <c>models/&lt;name&gt;/&lt;version&gt;/</c> and the aliases beside the versions.</summary>
public static class BundleLayout
{
    public const string ModelFile = "model.onnx";
    public const string ManifestFile = "manifest.json";
    public const string GoldenFolder = "golden";
    public const string ReportFolder = "report";

    /// <summary>The alias of the version in service.</summary>
    public const string Champion = "champion";

    /// <summary>The alias of a version under trial.</summary>
    public const string Challenger = "challenger";

    /// <summary>The alias of the version that the champion replaced: where a rollback goes.</summary>
    public const string Previous = "previous";

    /// <summary>The whole versions under <c>models/&lt;name&gt;</c>, ascending; temporary folders are not among them.</summary>
    public static IReadOnlyList<int> Versions(string modelFolder) =>
        !Directory.Exists(modelFolder)
            ? []
            : [.. Directory.EnumerateDirectories(modelFolder)
                .Select(Path.GetFileName)
                .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Where(version => version > 0)
                .Order()];
}
