using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Tests.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Tests.Export;

public sealed class OnnxExporterTests
{
    [Theory]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    public void Export_RandomNetwork_ComputesWhatTheNetworkDoes(string architecture)
    {
        using var network = TestNetworks.Create(architecture);

        var onnx = OnnxExporter.Export(network, TestNetworks.Describe(architecture, 224));

        Assert.InRange(ParityCheck.Require(network, onnx, TestNetworks.Frames(8, 224)), 0, 1e-5);
    }

    [Theory]
    [InlineData(Pooling.GeneralizedMean)]
    [InlineData(Pooling.LogSumExp)]
    public void Export_OtherPooling_ComputesWhatTheNetworkDoes(Pooling pooling)
    {
        using var network = TestNetworks.Create("mobilenet_v3_small", pooling);

        var onnx = OnnxExporter.Export(network, TestNetworks.Describe("mobilenet_v3_small", 96));

        Assert.InRange(ParityCheck.Require(network, onnx, TestNetworks.Frames(8, 96)), 0, 1e-5);
    }

    [Fact]
    public void Export_ImageNetBackbone_ComputesWhatTheNetworkDoes()
    {
        var path = TestData.Require("backbones/mobilenet_v2_imagenet.safetensors");
        using var network = NetworkCatalog.Create("mobilenet_v2", 4);
        Backbone.Load(network, path);

        var onnx = OnnxExporter.Export(network, TestNetworks.Describe("mobilenet_v2", 224));

        Assert.InRange(ParityCheck.Require(network, onnx, TestNetworks.Frames(8, 224)), 0, ParityCheck.Tolerance);
        Assert.InRange(onnx.Length, 8_000_000, 14_000_000);
    }

    [Fact]
    public void Export_Metadata_IsReadBackEqual()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");
        var description = TestNetworks.Describe("mobilenet_v3_small", 96);

        using var options = new SessionOptions();
        using var classifier = FrameClassifier.Open(OnnxExporter.Export(network, description), "test", options, 1);

        Assert.Equal(BundleJson.Write(description), BundleJson.Write(classifier.Model));
        Assert.Equal((3, 3, 576), (classifier.HeatmapHeight, classifier.HeatmapWidth, classifier.EmbeddingLength));
    }

    [Fact]
    public void Export_Twice_GivesEqualBytesAndLeavesTheNetworkInItsMode()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");
        network.train();
        var description = TestNetworks.Describe("mobilenet_v3_small", 96);

        Assert.Equal(OnnxExporter.Export(network, description), OnnxExporter.Export(network, description));
        Assert.True(network.training);
    }

    [Fact]
    public void Export_DescriptionOfAnotherNetwork_IsRefused()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");

        var error = Assert.Throws<ArgumentException>(() => OnnxExporter.Export(network, TestNetworks.Describe("mobilenet_v2", 96)));

        Assert.Contains("mobilenet_v2", error.Message, StringComparison.Ordinal);
    }
}
