using System.Globalization;

namespace Defects.Shared.Bundles;

/// <summary>Writes a version whole or not at all: into a hidden folder first, renamed when every file is there.</summary>
public static class BundleWriter
{
    /// <param name="modelFolder"><c>models/&lt;name&gt;</c>; made where it is missing.</param>
    /// <param name="manifest">Names the version and every golden frame.</param>
    /// <param name="onnx">The bytes whose hash the manifest states.</param>
    /// <param name="goldenFrames">JPEG by the file name that the manifest gives it.</param>
    /// <param name="fillReport">Writes the files of <c>report/</c> into the folder it is given; null for none.</param>
    /// <returns>The version's folder.</returns>
    /// <exception cref="BundleException">The version is there already: versions are never rewritten.</exception>
    public static string Write(
        string modelFolder, BundleManifest manifest, byte[] onnx, IReadOnlyDictionary<string, byte[]> goldenFrames, Action<string>? fillReport = null)
    {
        var version = manifest.Model.Version.ToString(CultureInfo.InvariantCulture);
        var folder = Path.Combine(modelFolder, version);
        if (Directory.Exists(folder))
        {
            throw new BundleException(folder, "the version is there already", "a version not yet written", "Take the next number.");
        }

        var temporary = Path.Combine(modelFolder, $".{version}.{Environment.ProcessId}.tmp");
        if (Directory.Exists(temporary))
        {
            Directory.Delete(temporary, recursive: true);
        }

        var golden = Directory.CreateDirectory(Path.Combine(temporary, BundleLayout.GoldenFolder)).FullName;
        foreach (var (name, jpeg) in goldenFrames)
        {
            File.WriteAllBytes(Path.Combine(golden, name), jpeg);
        }

        fillReport?.Invoke(Directory.CreateDirectory(Path.Combine(temporary, BundleLayout.ReportFolder)).FullName);
        File.WriteAllBytes(Path.Combine(temporary, BundleLayout.ModelFile), onnx);
        File.WriteAllText(Path.Combine(temporary, BundleLayout.ManifestFile), BundleJson.Write(manifest) + "\n");
        Directory.Move(temporary, folder);
        return folder;
    }
}
