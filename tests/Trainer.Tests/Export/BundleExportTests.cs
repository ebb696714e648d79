using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Tests.Export;

/// <summary>A bundle that was written is served; one that was damaged since is refused in words that help.</summary>
public sealed class BundleExportTests : IDisposable
{
    private const string Architecture = "mobilenet_v3_small";
    private const int Side = 96;

    private readonly TemporaryFolder _folder = new();
    private readonly Network _network = TestNetworks.Create(Architecture);

    private string ModelFolder => _folder.File("defects");

    public void Dispose()
    {
        _network.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Write_TrainedNetwork_OpensThroughTheGoldenCheck()
    {
        var folder = Export(report => File.WriteAllText(Path.Combine(report, "report.json"), "{}"));

        using var classifier = Open(folder);

        Assert.Equal(Path.Combine(ModelFolder, "1"), folder);
        Assert.Equal(["a.jpg", "b.jpg"], ModelBundle.Read(folder).Manifest.Golden.Select(golden => golden.File));
        Assert.True(File.Exists(Path.Combine(folder, "report", "report.json")));
    }

    [Fact]
    public void Write_VersionThatExists_IsRefused()
    {
        Export();

        Expect(() => Export(), ModelFolder, "the version is there already", "Take the next number.");
    }

    [Fact]
    public void Write_LeftoversOfKilledWriters_AreSweptAndThoseOfLivingOnesStay()
    {
        var living = Path.Combine(ModelFolder, ".3.1.tmp");
        Directory.CreateDirectory(living);
        Directory.CreateDirectory(Path.Combine(ModelFolder, ".2.999999999.tmp", "golden"));
        Directory.CreateDirectory(Path.Combine(ModelFolder, ".notes"));

        Export();

        Assert.Equal([".3.1.tmp", ".notes", "1"], Directory.GetFileSystemEntries(ModelFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_DiskFullInTheMiddle_LeavesNothingBehind()
    {
        Assert.Throws<IOException>(() => Export(_ => throw new IOException("No space left on device")));

        Assert.Empty(Directory.GetFileSystemEntries(ModelFolder));
    }

    [Fact]
    public void Write_GoldenFrameThatIsNoImage_WritesNothing()
    {
        Assert.Throws<ArgumentException>(() => BundleExport.Write(
            _network, TestNetworks.Describe(Architecture, Side), new Dictionary<string, byte[]> { ["a.jpg"] = [1, 2, 3] }, ModelFolder));

        Assert.False(Directory.Exists(ModelFolder));
    }

    [Fact]
    public void Open_TruncatedOnnx_IsRefusedByItsHash()
    {
        var folder = Export();
        Truncate(folder);

        Expect(() => Open(folder), "model.onnx: SHA-256", "expected SHA-256", "Copy the bundle again");
    }

    [Fact]
    public void Open_TruncatedOnnxWithTheHashOfTheTruncatedFile_IsRefusedByTheRuntime()
    {
        var folder = Export();
        var hash = ModelBundle.Sha256(Truncate(folder));
        Edit(folder, manifest => manifest with { ModelSha256 = hash });

        Expect(() => Open(folder), "model.onnx: ONNX Runtime cannot load it", "expected a complete ONNX model", "Copy the bundle again");
    }

    [Fact]
    public void Open_WrongHash_IsRefused()
    {
        var folder = Export();
        Edit(folder, manifest => manifest with { ModelSha256 = new string('0', 64) });

        Expect(() => Open(folder), "model.onnx: SHA-256", $"expected SHA-256 {new string('0', 64)}", "Copy the bundle again");
    }

    [Fact]
    public void Open_OnnxWithoutMetadata_IsRefused()
    {
        var folder = Export();
        var model = Defects.Trainer.Onnx.ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        model.MetadataProps.Clear();
        Replace(folder, Google.Protobuf.MessageExtensions.ToByteArray(model));

        Expect(() => Open(folder), "model.onnx: the ONNX file has no description", "expected metadata property 'defects.model'", "Export the model");
    }

    [Fact]
    public void Open_OtherSchemaVersion_IsRefused()
    {
        var folder = Export();
        Edit(folder, manifest => manifest with { Model = manifest.Model with { Schema = 2 } });

        Expect(() => Open(folder), "manifest.json: schema 2", "expected schema 1", "of the same release");
    }

    [Fact]
    public void Open_GoldenProbabilityOff_IsRefusedWithBothNumbers()
    {
        var folder = Export();
        var item = TestNetworks.Classes[3];
        var truth = 0.0;
        Edit(folder, manifest =>
        {
            var first = manifest.Golden[0];
            truth = first.Probabilities[item];
            var wrong = new Dictionary<Defects.Shared.Classes.DefectClass, double>(first.Probabilities) { [item] = truth + 0.011 };
            return manifest with { Golden = [first with { Probabilities = wrong }, .. manifest.Golden.Skip(1)] };
        });

        Expect(() => Open(folder), $"a.jpg: P(spaghetti) = {truth:F4}", $"expected {truth + 0.011:F4} within 0.01", "try --provider cpu");
    }

    [Fact]
    public void Open_GoldenFrameChanged_IsRefused()
    {
        var folder = Export();
        File.WriteAllBytes(Path.Combine(folder, "golden", "a.jpg"), TestNetworks.Jpeg(99));

        Expect(() => Open(folder), "a.jpg: SHA-256", "expected SHA-256", "Copy the bundle again");
    }

    [Fact]
    public void Open_AliasToNothing_IsRefused()
    {
        var folder = Export();
        BundleAliases.Set(ModelFolder, BundleLayout.Champion, 1);
        Directory.Delete(folder, recursive: true);

        Expect(() => Open(Path.Combine(ModelFolder, "champion")), "champion: the alias points at", "expected a version's folder", "ln -sfn VERSION");
    }

    private static FrameClassifier Open(string path)
    {
        using var options = new SessionOptions();
        return GoldenCheck.Open(ModelBundle.Read(path), options, 1);
    }

    private static void Expect(Action act, params string[] parts)
    {
        var error = Assert.Throws<BundleException>(act);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    private string Export(Action<string>? fillReport = null) => BundleExport.Write(
        _network,
        TestNetworks.Describe(Architecture, Side),
        new Dictionary<string, byte[]> { ["b.jpg"] = TestNetworks.Jpeg(2), ["a.jpg"] = TestNetworks.Jpeg(1) },
        ModelFolder,
        fillReport);

    private static byte[] Truncate(string folder)
    {
        var file = Path.Combine(folder, "model.onnx");
        var half = File.ReadAllBytes(file)[..^1000];
        File.WriteAllBytes(file, half);
        return half;
    }

    private static void Replace(string folder, byte[] onnx)
    {
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), onnx);
        Edit(folder, manifest => manifest with { ModelSha256 = ModelBundle.Sha256(onnx) });
    }

    private static void Edit(string folder, Func<BundleManifest, BundleManifest> change)
    {
        var file = Path.Combine(folder, "manifest.json");
        File.WriteAllText(file, BundleJson.Write(change(BundleJson.ReadManifest(File.ReadAllText(file), file))));
    }
}
