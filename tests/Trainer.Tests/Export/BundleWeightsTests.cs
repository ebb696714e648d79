using Defects.Shared.Bundles;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Networks;

namespace Defects.Trainer.Tests.Export;

public class BundleWeightsTests
{
    private const string Architecture = "mobilenet_v3_small";

    [Fact]
    public void Load_ExportedModel_GivesBackEveryWeight()
    {
        using var trained = TestNetworks.Create(Architecture, seed: 1);
        using var fresh = TestNetworks.Create(Architecture, seed: 2);
        var onnx = OnnxExporter.Export(trained, TestNetworks.Describe(Architecture, 64));

        BundleWeights.Load(fresh, onnx, "model.onnx");

        var (expected, found) = (trained.state_dict(), fresh.state_dict());
        Assert.All(expected, pair => Assert.Equal(pair.Value.bytes.ToArray(), found[pair.Key].bytes.ToArray()));
    }

    [Fact]
    public void Load_ModelOfOtherClasses_NamesTheWeightAndBothShapes()
    {
        using var trained = TestNetworks.Create(Architecture);
        using var other = NetworkCatalog.Create(Architecture, classCount: 3);
        var onnx = OnnxExporter.Export(trained, TestNetworks.Describe(Architecture, 64));

        var error = Assert.Throws<BundleException>(() => BundleWeights.Load(other, onnx, "model.onnx"));

        Assert.Contains("weight 'classifier.3.weight' has shape [4, 1024, 1, 1]; expected float32 [3, 1024", error.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[0])]
    public void Load_NoOnnxFile_IsABundleException(byte[] bytes)
    {
        using var network = TestNetworks.Create(Architecture);
        Assert.Throws<BundleException>(() => BundleWeights.Load(network, bytes, "model.onnx"));
    }
}
