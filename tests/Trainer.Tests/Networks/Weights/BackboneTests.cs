using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks.Weights;

public sealed class BackboneTests
{
    [Fact]
    public void Load_ImageNetBackbone_FillsEverythingButTheHead()
    {
        var path = TestData.Require("backbones/mobilenet_v2_imagenet.safetensors");
        using var network = NetworkCatalog.Create("mobilenet_v2", 4);

        var report = Backbone.Load(network, path);

        Assert.Equal(["classifier.1.bias", "classifier.1.weight"], report.Missing.Order());
        Assert.Equal(["classifier.1.bias", "classifier.1.weight"], report.Skipped.Select(skip => skip.Key).Where(key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal)).Order());
        Assert.Equal(network.state_dict().Count - 2, report.Used.Count);
    }

    [Fact]
    public void Load_OtherWidth_NamesKeyAndBothShapes()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var network = NetworkCatalog.Create("mobilenet_v2", 4);
        SafetensorsWriter.Write(folder.File("w"), new Dictionary<string, Tensor> { ["features.0.0.weight"] = zeros(16, 3, 3, 3) });

        var error = Assert.Throws<SafetensorsException>(() => Backbone.Load(network, folder.File("w")));

        Assert.Contains("'features.0.0.weight' has shape [16, 3, 3, 3]; expected [32, 3, 3, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NothingFits_NamesWhatWasFoundAndExpected()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var network = NetworkCatalog.Create("mobilenet_v2", 4);
        SafetensorsWriter.Write(folder.File("w"), new Dictionary<string, Tensor> { ["layer1.weight"] = zeros(2) });

        var error = Assert.Throws<SafetensorsException>(() => Backbone.Load(network, folder.File("w")));

        Assert.Contains("layer1.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains("features.0.0.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OtherClasses_KeepsTheHeadAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var source = TestNetworks.Create("mobilenet_v3_small", seed: 2);
        using var target = NetworkCatalog.Create("mobilenet_v3_small", 3);
        NetworkWeights.Save(source, folder.File("w"));

        var report = Backbone.Load(target, folder.File("w"));

        Assert.Equal(["classifier.3.bias", "classifier.3.weight"], report.Missing.Order());
        Assert.Contains(report.Skipped, skip => skip is { Key: "classifier.3.weight", Reason: "a classifier of [4, 1024], where this network has [3, 1024]" });
        Assert.True(source.state_dict()["features.5.block.2.fc2.bias"].Equals(target.state_dict()["features.5.block.2.fc2.bias"]));
    }

    [Fact]
    public void Save_NetworkOfAsManyOtherClasses_LeavesTheClassifierToTheOtherNetwork()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var source = TestNetworks.Create("mobilenet_v3_small", seed: 2);
        using var target = TestNetworks.Create("mobilenet_v3_small", seed: 3);
        var classifier = target.state_dict()["classifier.3.weight"].clone();
        Backbone.Save(source, folder.File("w"));

        var report = Backbone.Load(target, folder.File("w"));

        Assert.Equal(["classifier.3.bias", "classifier.3.weight"], report.Missing.Order());
        Assert.True(classifier.Equals(target.state_dict()["classifier.3.weight"]));
        Assert.True(source.state_dict()["features.5.block.2.fc2.bias"].Equals(target.state_dict()["features.5.block.2.fc2.bias"]));
    }
}
