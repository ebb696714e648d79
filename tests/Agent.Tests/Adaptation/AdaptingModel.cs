using System.Text;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Adaptation;

/// <summary>The colour model with a rule of adaptation as version 3, and as version 4 with another gain.</summary>
internal static class AdaptingModel
{
    public static readonly AdaptationRule Rule = new(UsualNovelty: 0, [new ClassAdaptation(DefectClass.Spaghetti, Offset: -2, Shift: 1, Novelty: 0, Lowest: -2, Highest: 6)]);

    /// <returns>The model folder, which holds <c>3</c>, <c>4</c> and <c>champion</c>, which is 3.</returns>
    public static string WriteTo(string parent)
    {
        var folder = ColourModel.CopyTo(parent);
        Write(folder, "1", "3");
        Write(folder, "2", "4");
        BundleAliases.Set(folder, BundleLayout.Champion, 3);
        return folder;
    }

    private static void Write(string folder, string from, string to)
    {
        var bundle = ModelBundle.Read(Path.Combine(folder, from));
        var model = bundle.Manifest.Model with { Version = int.Parse(to, System.Globalization.CultureInfo.InvariantCulture), Adaptation = Rule };
        byte[] onnx = [.. bundle.Onnx, .. Metadata(ModelDescription.PropertyKey, BundleJson.Write(model))];
        var target = Directory.CreateDirectory(Path.Combine(folder, to)).FullName;
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
