using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Retraining;
using Defects.Trainer.Tests.Networks;

namespace Defects.Trainer.Tests.Retraining;

public sealed class TriedVersionsTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Find_OldVersionIsDamaged_IsToldAndTheOthersAreAsked()
    {
        List<string> told = [];
        Write(1, "{");
        Write(2, Manifest("a"));
        Write(3, Manifest("b"));
        Directory.CreateDirectory(_models.File("4"));

        Assert.Equal(3, TriedVersions.Find(_models.Path, "b", told.Add));
        Assert.StartsWith($"Passed over: {_models.File("1/manifest.json")}", Assert.Single(told), StringComparison.Ordinal);
        Assert.Null(TriedVersions.Find(_models.Path, "c", told.Add));
    }

    private static string Manifest(string dataHash) => BundleJson.Write(
        new BundleManifest(TestNetworks.Describe("mobilenet_v3_small", 96) with { TrainingDataHash = dataHash }, new string('0', 64), 0.01, [new GoldenFrame("a.jpg", "", new Dictionary<DefectClass, double>())]));

    private void Write(int version, string manifest)
    {
        Directory.CreateDirectory(_models.File($"{version}"));
        File.WriteAllText(_models.File($"{version}/manifest.json"), manifest);
    }
}
