using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks.Weights;

public sealed class TimmNamesTests
{
    private static readonly string[] Norm = ["weight", "bias", "running_mean", "running_var"];

    [Theory]
    [InlineData("conv_stem.weight", "features.0.0.weight")]
    [InlineData("bn1.running_var", "features.0.1.running_var")]
    [InlineData("blocks.0.0.conv_dw.weight", "features.1.block.0.0.weight")]
    [InlineData("blocks.0.0.se.conv_reduce.bias", "features.1.block.1.fc1.bias")]
    [InlineData("blocks.0.0.bn2.weight", "features.1.block.2.1.weight")]
    [InlineData("blocks.1.1.conv_pwl.weight", "features.3.block.2.0.weight")]
    [InlineData("blocks.2.0.se.conv_expand.weight", "features.4.block.2.fc2.weight")]
    [InlineData("blocks.4.2.bn3.bias", "features.11.block.3.1.bias")]
    [InlineData("blocks.5.0.conv.weight", "features.12.0.weight")]
    [InlineData("conv_head.bias", "classifier.0.bias")]
    [InlineData("classifier.weight", "classifier.3.weight")]
    [InlineData("classifier.1.weight", "classifier.1.weight")]
    [InlineData("features.0.0.weight", "features.0.0.weight")]
    public void ToTorchvision_Name_IsTheSameWeights(string timm, string torchvision) =>
        Assert.Equal(torchvision, TimmNames.ToTorchvision(timm));

    [Fact]
    public void ToTorchvision_AllOfTimms_AreAllOfTorchvisions()
    {
        using var network = NetworkCatalog.Create("mobilenet_v3_small", 4);

        Assert.Equal(network.state_dict().Keys.Order(), All().Select(TimmNames.ToTorchvision).Order());
    }

    [Fact]
    public void Load_TimmWeights_ComputesWhatTheyDidWithTimmsEpsilon()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        using var source = TestNetworks.Create("mobilenet_v3_small", seed: 3);
        using var target = NetworkCatalog.Create("mobilenet_v3_small", TestNetworks.Classes.Count);
        var weights = source.state_dict();
        SafetensorsWriter.Write(folder.File("w"), All().ToDictionary(name => name, name => Shaped(name, weights[TimmNames.ToTorchvision(name)])));

        var report = Backbone.Load(target, folder.File("w"));

        Assert.Empty(report.Missing);
        Assert.Empty(report.Skipped);
        var loaded = target.state_dict();
        Assert.True(weights["classifier.0.weight"].Equals(loaded["classifier.0.weight"]));
        Assert.True(weights["features.0.1.running_var"].Equals(loaded["features.0.1.running_var"]));

        // The same slope: weight / sqrt(variance + epsilon), timm's epsilon before and torchvision's after.
        var variance = weights["features.5.block.3.1.running_var"];
        var before = weights["features.5.block.3.1.weight"] / (variance + 1e-5).sqrt();
        var after = loaded["features.5.block.3.1.weight"] / (variance + 1e-3).sqrt();
        Assert.True(before.allclose(after, 1e-5, 1e-6));
    }

    /// <summary>The names in timm's <c>mobilenetv3_small_100</c>, written down stage by stage.</summary>
    private static IEnumerable<string> All()
    {
        IEnumerable<string> BatchNorm(string name) => Norm.Select(weight => $"{name}.{weight}");
        string[] excitation = ["se.conv_reduce.weight", "se.conv_reduce.bias", "se.conv_expand.weight", "se.conv_expand.bias"];

        string[] first = ["conv_dw.weight", .. BatchNorm("bn1"), .. excitation, "conv_pw.weight", .. BatchNorm("bn2")];
        string[] plain = ["conv_pw.weight", .. BatchNorm("bn1"), "conv_dw.weight", .. BatchNorm("bn2"), "conv_pwl.weight", .. BatchNorm("bn3")];
        string[] blocks = ["1.0", "1.1", "2.0", "2.1", "2.2", "3.0", "3.1", "4.0", "4.1", "4.2"];
        return
        [
            "conv_stem.weight", .. BatchNorm("bn1"),
            .. first.Select(layer => $"blocks.0.0.{layer}"),
            .. blocks.SelectMany(block => (block[0] == '1' ? plain : [.. plain, .. excitation]).Select(layer => $"blocks.{block}.{layer}")),
            "blocks.5.0.conv.weight", .. BatchNorm("blocks.5.0.bn1"),
            "conv_head.weight", "conv_head.bias", "classifier.weight", "classifier.bias",
        ];
    }

    /// <summary>timm's head is a 1x1 convolution where torchvision's is linear.</summary>
    private static Tensor Shaped(string name, Tensor weight) => name == "conv_head.weight" ? weight.view(1024, 576, 1, 1) : weight;
}
