using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;

namespace Defects.Trainer.Tests.Networks.Weights;

public sealed class NetworkWeightsTests
{
    [Theory]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    public void Load_WhatSaveWrote_GivesEqualWeightsAndMetadata(string architecture)
    {
        using var folder = new TemporaryFolder();
        using var saved = TestNetworks.Create(architecture, seed: 1);
        using var loaded = TestNetworks.Create(architecture, seed: 2);

        NetworkWeights.Save(saved, folder.File("w"), new Dictionary<string, string> { ["epoch"] = "7" });
        var metadata = NetworkWeights.Load(loaded, folder.File("w"));

        Assert.Equal("7", metadata["epoch"]);
        Assert.Equal([folder.File("w")], Directory.GetFiles(folder.Path));
        var weights = loaded.state_dict();
        Assert.All(saved.state_dict(), pair => Assert.True(pair.Value.Equals(weights[pair.Key]), pair.Key));
        Assert.All(loaded.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void Load_AnotherArchitecture_IsRefused()
    {
        using var folder = new TemporaryFolder();
        using var saved = NetworkCatalog.Create("mobilenet_v2", 4);
        using var loaded = NetworkCatalog.Create("mobilenet_v3_small", 4);
        NetworkWeights.Save(saved, folder.File("w"));

        var error = Assert.Throws<SafetensorsException>(() => NetworkWeights.Load(loaded, folder.File("w")));

        Assert.Contains("weights of mobilenet_v2; expected mobilenet_v3_small", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AnotherNumberOfClasses_NamesTheShapes()
    {
        using var folder = new TemporaryFolder();
        using var saved = NetworkCatalog.Create("mobilenet_v3_small", 4);
        using var loaded = NetworkCatalog.Create("mobilenet_v3_small", 5);
        NetworkWeights.Save(saved, folder.File("w"));

        var error = Assert.Throws<SafetensorsException>(() => NetworkWeights.Load(loaded, folder.File("w")));

        Assert.Contains("[4, 1024] as 'classifier.3.weight'; expected [5, 1024]", error.Message, StringComparison.Ordinal);
    }
}
