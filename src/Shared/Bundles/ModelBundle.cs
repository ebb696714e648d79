using System.Security.Cryptography;

namespace Defects.Shared.Bundles;

/// <summary>A bundle on disk whose files have the hashes that its manifest states. Whether it runs is for the golden check.</summary>
/// <param name="Folder">The version's folder, links resolved.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Onnx">The bytes of <c>model.onnx</c>: what was hashed is what will be served.</param>
public sealed record ModelBundle(string Folder, BundleManifest Manifest, byte[] Onnx)
{
    private const string CheckPath = "Check model:path in the configuration.";
    private const string CopyAgain = "Copy the bundle again from where it was made.";

    /// <summary>Reads a bundle through a version's folder or an alias.</summary>
    /// <exception cref="BundleException">Anything missing, damaged or of another schema.</exception>
    public static ModelBundle Read(string path)
    {
        var folder = Resolve(path);
        var manifestFile = Require(folder, BundleLayout.ManifestFile);
        var manifest = BundleJson.ReadManifest(File.ReadAllText(manifestFile), manifestFile);
        var modelFile = Require(folder, BundleLayout.ModelFile);
        var onnx = File.ReadAllBytes(modelFile);
        RequireHash(modelFile, onnx, manifest.ModelSha256);
        return new ModelBundle(folder, manifest, onnx);
    }

    /// <summary>The bytes of a golden frame, checked against its hash.</summary>
    public byte[] ReadGolden(GoldenFrame golden)
    {
        if (Path.GetFileName(golden.File) != golden.File)
        {
            throw new BundleException(Folder, $"golden frame '{golden.File}'", "a file name without folders", CopyAgain);
        }

        var file = Require(Folder, Path.Combine(BundleLayout.GoldenFolder, golden.File));
        var bytes = File.ReadAllBytes(file);
        RequireHash(file, bytes, golden.Sha256);
        return bytes;
    }

    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Resolve(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        FileSystemInfo? target;
        try
        {
            target = new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException e)
        {
            throw new BundleException(
                full,
                e is FileNotFoundException or DirectoryNotFoundException ? "nothing is there" : $"the alias cannot be followed ({e.Message})",
                "a bundle's folder or an alias of one",
                CheckPath,
                e);
        }

        if (target is { Exists: false })
        {
            throw new BundleException(
                full, $"the alias points at '{target.FullName}', which is not there", "a version's folder", $"Point it at a version: ln -sfn VERSION {full}");
        }

        return Directory.Exists(full)
            ? target?.FullName ?? full
            : throw new BundleException(full, "nothing is there", "a bundle's folder or an alias of one", CheckPath);
    }

    private static string Require(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? file : throw new BundleException(file, "no such file", "a file of the bundle", CopyAgain);
    }

    private static void RequireHash(string file, byte[] bytes, string expected)
    {
        var found = Sha256(bytes);
        if (!string.Equals(found, expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new BundleException(file, $"SHA-256 {found} ({bytes.Length:N0} bytes)", $"SHA-256 {expected}", CopyAgain);
        }
    }
}
