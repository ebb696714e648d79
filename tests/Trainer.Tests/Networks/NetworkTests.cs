using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks;

public sealed class NetworkTests
{
    // torchvision states these counts for its ImageNet models.
    [Theory]
    [InlineData("mobilenet_v2", 3_504_872)]
    [InlineData("mobilenet_v3_small", 2_542_856)]
    public void Create_ThousandClasses_HasAsManyParametersAsTorchvisionStates(string architecture, long count)
    {
        using var network = NetworkCatalog.Create(architecture, 1000);

        Assert.Equal(count, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Theory]
    [InlineData("mobilenet_v2", "features.0.0.weight features.1.conv.0.0.weight features.1.conv.2.running_var features.17.conv.3.bias features.18.1.weight classifier.1.bias")]
    [InlineData("mobilenet_v3_small", "features.1.block.1.fc1.bias features.4.block.2.fc1.weight features.2.block.2.1.running_mean features.12.0.weight classifier.0.weight classifier.3.bias")]
    public void StateDict_Keys_AreTorchvisions(string architecture, string keys)
    {
        using var network = NetworkCatalog.Create(architecture, 4);

        Assert.Empty(keys.Split(' ').Except(network.state_dict().Keys));
    }

    [Fact]
    public void Create_UnknownArchitecture_NamesTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => NetworkCatalog.Create("resnet", 4));

        Assert.Contains("'resnet'", error.Message, StringComparison.Ordinal);
        Assert.Contains("mobilenet_v2, mobilenet_v3_small", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mobilenet_v2", 1280)]
    [InlineData("mobilenet_v3_small", 576)]
    public void Forward_Batch_HasTheShapesOfTheContract(string architecture, int embedding)
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create(architecture);
        network.eval();

        var outputs = network.forward(zeros(2, 64, 96, 3, dtype: ScalarType.Byte));

        Assert.Equal([2, 4], outputs.Logits.shape);
        Assert.Equal([2, embedding], outputs.Embedding.shape);
        Assert.Equal([2, 4, 2, 3], outputs.Heatmap!.shape);
        Assert.Equal(embedding, network.EmbeddingLength);
    }

    [Fact]
    public void Forward_LinearClassifier_AveragesTheHeatmapToTheLogits()
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create("mobilenet_v2");
        network.eval();

        var outputs = network.forward(randint(0, 256, [2, 96, 96, 3], dtype: ScalarType.Byte));

        Assert.True(outputs.Heatmap!.mean([2, 3]).allclose(outputs.Logits, 1e-4, 1e-5));
    }

    [Fact]
    public void Forward_Training_GivesNoHeatmap()
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create("mobilenet_v3_small");
        network.train();

        Assert.Null(network.forward(zeros(2, 64, 64, 3, dtype: ScalarType.Byte)).Heatmap);
    }

    [Fact]
    public void Normalization_MinusOneToOne_FlipsToRgbAndCentres()
    {
        using var scope = NewDisposeScope();
        using var block = InputNormalization.MinusOneToOne();

        var planes = block.forward(tensor(new byte[] { 0, 51, 255 }).view(1, 1, 1, 3)).contiguous();

        Assert.Equal([1f, -0.6f, -1f], planes.data<float>().ToArray().Select(x => MathF.Round(x, 6)));
    }

    [Fact]
    public void Normalization_ImageNet_SubtractsMeanAndDividesByDeviation()
    {
        using var scope = NewDisposeScope();
        using var block = InputNormalization.ImageNet();

        // Blue 255, green 0, red 51: red (0.2 - 0.485) / 0.229, green -0.456 / 0.224, blue (1 - 0.406) / 0.225.
        var planes = block.forward(tensor(new byte[] { 255, 0, 51 }).view(1, 1, 1, 3)).contiguous().data<float>().ToArray();

        Assert.Equal(-1.244541, planes[0], 1e-5);
        Assert.Equal(-2.035714, planes[1], 1e-5);
        Assert.Equal(2.64, planes[2], 1e-5);
    }

    [Fact]
    public void FreezeBatchNorm_TrainingStep_LeavesTheStatisticsAlone()
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create("mobilenet_v3_small");
        network.FreezeBatchNorm();
        network.train();
        var before = network.state_dict()["features.0.1.running_mean"].clone();

        network.forward(randint(0, 256, [2, 64, 64, 3], dtype: ScalarType.Byte));
        Assert.True(before.Equals(network.state_dict()["features.0.1.running_mean"]));

        network.FreezeBatchNorm(frozen: false);
        network.forward(randint(0, 256, [2, 64, 64, 3], dtype: ScalarType.Byte));
        Assert.False(before.Equals(network.state_dict()["features.0.1.running_mean"]));
    }

    [Fact]
    public void FreezeBackbone_Gradients_ReachTheHeadOnly()
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create("mobilenet_v3_small");
        network.FreezeBackbone();

        network.forward(randint(0, 256, [2, 64, 64, 3], dtype: ScalarType.Byte)).Logits.sum().backward();

        Assert.Equal(
            ["classifier.0.weight", "classifier.0.bias", "classifier.3.weight", "classifier.3.bias"],
            network.named_parameters().Where(pair => pair.parameter.grad is not null).Select(pair => pair.name));
        network.FreezeBackbone(frozen: false);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void SetHeadBias_ZeroFeatures_AreTheLogits()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkCatalog.Create("mobilenet_v2", 3);

        network.SetHeadBias([0.5f, -1f, 2f]);

        Assert.Equal([0.5f, -1f, 2f], network.state_dict()["classifier.1.bias"].data<float>().ToArray());
        Assert.True(network.state_dict()["classifier.1.bias"].requires_grad);
        Assert.Throws<ArgumentException>(() => network.SetHeadBias([1f]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EvaluationMode_Disposed_PutsTheNetworkBack(bool training)
    {
        using var network = NetworkCatalog.Create("mobilenet_v3_small", 4);
        network.train(training);

        using (new EvaluationMode(network))
        {
            Assert.False(network.training);
            Assert.False(is_grad_enabled());
        }

        Assert.Equal(training, network.training);
        Assert.All(network.modules(), module => Assert.Equal(training, module.training));
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void Forward_InsideADisposeScope_LeaksNoTensor()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");
        var living = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        for (var step = 0; step < 3; step++)
        {
            using var scope = NewDisposeScope();
            network.forward(zeros(1, 64, 64, 3, dtype: ScalarType.Byte));
        }

        Assert.Equal(living, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
