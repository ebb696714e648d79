using System.Text;
using Defects.Shared.Bundles;

namespace Defects.Agent.Tests;

/// <summary>Writes one of the colour models as another version that says something else of itself, in its manifest and in its ONNX alike.</summary>
internal static class ChangedModel
{
    /// <param name="folder">Which holds the versions.</param>
    public static void Write(string folder, int from, int to, Func<ModelDescription, ModelDescription> change)
    {
        var bundle = ModelBundle.Read(Path.Combine(folder, $"{from}"));
        var model = change(bundle.Manifest.Model with { Version = to });
        byte[] onnx = [.. bundle.Onnx, .. Metadata(ModelDescription.PropertyKey, BundleJson.Write(model))];
        var target = Directory.CreateDirectory(Path.Combine(folder, $"{to}")).FullName;
        Directory.CreateDirectory(Path.Combine(target, BundleLayout.GoldenFolder));
        foreach (var golden in bundle.Manifest.Golden)
        {
            File.WriteAllBytes(Path.Combine(target, BundleLayout.GoldenFolder, golden.File), bundle.ReadGolden(golden));
        }

        File.WriteAllBytes(Path.Combine(target, BundleLayout.ModelFile), onnx);
        File.WriteAllText(
            Path.Combine(target, BundleLayout.ManifestFile), BundleJson.Write(bundle.Manifest with { Model = model, ModelSha256 = ModelBundle.Sha256(onnx) }));
    }

    /// <summary>One more metadata_props entry of an ONNX ModelProto (field 14): of two with one key the later holds.</summary>
    private static byte[] Metadata(string key, string value)
    {
        var (k, v) = (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));
        byte[] entry = [0x0A, .. Length(k.Length), .. k, 0x12, .. Length(v.Length), .. v];
        return [0x72, .. Length(entry.Length), .. entry];
    }

    private static byte[] Length(int length)
    {
        List<byte> bytes = [];
        for (; length > 127; length >>= 7)
        {
            bytes.Add((byte)(length & 127 | 128));
        }

        return [.. bytes, (byte)length];
    }
}
