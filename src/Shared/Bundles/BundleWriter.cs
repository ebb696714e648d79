using System.Globalization;
using System.Text.RegularExpressions;
using Defects.Shared.Files;

namespace Defects.Shared.Bundles;

/// <summary>Writes a version whole or not at all: into a hidden folder first, renamed when every file is there.</summary>
public static partial class BundleWriter
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

        Sweep(Directory.CreateDirectory(modelFolder).FullName);
        var temporary = Path.Combine(modelFolder, $".{version}.{Environment.ProcessId}.tmp");
        try
        {
            Fill(temporary, manifest, onnx, goldenFrames, fillReport);
            WholeFolder.Move(temporary, folder);
            return folder;
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void Fill(
        string folder, BundleManifest manifest, byte[] onnx, IReadOnlyDictionary<string, byte[]> goldenFrames, Action<string>? fillReport)
    {
        Remove(folder);
        var golden = Directory.CreateDirectory(Path.Combine(folder, BundleLayout.GoldenFolder)).FullName;
        foreach (var (name, jpeg) in goldenFrames)
        {
            File.WriteAllBytes(Path.Combine(golden, name), jpeg);
        }

        fillReport?.Invoke(Directory.CreateDirectory(Path.Combine(folder, BundleLayout.ReportFolder)).FullName);
        File.WriteAllBytes(Path.Combine(folder, BundleLayout.ModelFile), onnx);
        File.WriteAllText(Path.Combine(folder, BundleLayout.ManifestFile), BundleJson.Write(manifest) + "\n");
    }

    /// <summary>What writers left behind that were killed.</summary>
    private static void Sweep(string modelFolder)
    {
        foreach (var folder in Directory.GetDirectories(modelFolder))
        {
            if (Temporary().Match(Path.GetFileName(folder)) is { Success: true } match && !Directory.Exists($"/proc/{match.Groups[1].Value}"))
            {
                Remove(folder);
            }
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"^\.\d+\.(\d+)\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex Temporary();
}
