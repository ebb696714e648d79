using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class BatchNormFreezingTests
{
    [Theory]
    [InlineData(BatchNormStart.Frozen, "backbone", 0)]
    [InlineData(BatchNormStart.Measured, "backbone", 0)]
    [InlineData(BatchNormStart.Trained, "backbone", 52)]
    [InlineData(BatchNormStart.Frozen, null, 52)]
    public void FreezeBatchNorm_LeavesSoManyToTrain(BatchNormStart start, string? backbone, int trained)
    {
        using var network = NetworkCatalog.Create("mobilenet_v2", 4);

        network.FreezeBatchNorm(new TrainOptions { BatchNorm = start, Backbone = backbone });

        Assert.Equal(trained, network.modules().OfType<BatchNormalization>().Count(norm => !norm.Frozen));
    }

    [Fact]
    public void FreezeBatchNorm_TrainedWhereLearning_PartsAtTheFirstBlockThatLearns()
    {
        using var network = NetworkCatalog.Create("mobilenet_v2", 4);

        network.FreezeBatchNorm(new TrainOptions { BatchNorm = BatchNormStart.TrainedWhereLearning, Backbone = "backbone", FrozenBlocks = 7 });

        var norms = network.named_modules().Where(pair => pair.module is BatchNormalization).ToList();
        Assert.All(norms, pair => Assert.Equal(network.BlockOf(pair.name) < 7, ((BatchNormalization)pair.module).Frozen));
        Assert.Contains(norms, pair => !((BatchNormalization)pair.module).Frozen);
    }
}
