using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Tests.Networks;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class StepTests : IDisposable
{
    private static readonly SamplingPlan Plan = SamplingPlan.For(
        [.. TestNetworks.Classes.Select(c => new ClassCount(c, 20, 100))], new SamplingOptions(), new LossOptions());

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Take_BFloat16_StepsNearlyAsFloat32_AndKeepsFloat32Weights()
    {
        var (full, half) = (AfterSteps(Precision.Float32), AfterSteps(Precision.BFloat16));

        Assert.All(half.Network.parameters(), p => Assert.Equal(ScalarType.Float32, p.dtype));
        Assert.InRange(half.Loss, full.Loss * 0.95, full.Loss * 1.05);
        Assert.NotEqual(full.Loss, half.Loss);
    }

    [Fact]
    public void Take_FrozenBlocks_LeavesThemAndMovesTheRest()
    {
        using var network = TestNetworks.Create(MobileNetV2.Name);
        network.FreezeBatchNorm();
        network.FreezeBlocks(3);
        var before = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());

        Steps(network, new TrainOptions { InputSize = 64 });

        var moved = network.named_parameters().Where(p => !Same(p.parameter, before[p.name])).Select(p => p.name).ToList();
        Assert.DoesNotContain(moved, name => network.BlockOf(name) < 3);
        Assert.Contains(moved, name => name.StartsWith("features.3.", StringComparison.Ordinal));
        Assert.Contains("classifier.1.weight", moved);
    }

    [Fact]
    public void TakeConfusion_CountsEveryPictureOnce_AndStartsAnew()
    {
        using var network = TestNetworks.Create(MobileNetV3Small.Name);
        using var step = new TrainingStep(network, TestNetworks.Classes, Plan, new TrainOptions());
        network.train();
        using var frames = randint(0, 256, [6, 64, 64, 3], dtype: ScalarType.Byte);
        using var labels = tensor(new long[] { 0, 0, 1, 2, 3, 3 });
        step.Take(frames, labels, 1);

        var matrix = step.TakeConfusion();

        Assert.Equal([2, 1, 1, 2], TestNetworks.Classes.Select(matrix.Support));
        Assert.Equal(0, step.TakeConfusion().Total);
    }

    [Fact]
    public void Measure_UnfrozenBatchNorm_TakesTheStatisticsOfTheTrainingImagesAsTheyAre()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 0);
        using var network = TestNetworks.Create(MobileNetV3Small.Name);
        using var other = TestNetworks.Create(MobileNetV3Small.Name, seed: 1);
        TestNetworks.Exercise(other.modules().OfType<BatchNormalization>().First());
        var options = new TrainOptions { InputSize = 64, Batch = 5 };
        var momentum = network.modules().OfType<BatchNormalization>().First().Momentum;

        BatchNormStatistics.Measure(network, data.Images, options, CancellationToken.None);
        BatchNormStatistics.Measure(other, data.Images, options, CancellationToken.None);

        // Whatever they were before: the first layer of both networks has the same weights and sees the same pictures.
        var (first, second) = (FirstMean(network), FirstMean(other));
        Assert.True(allclose(first, second, rtol: 1e-4, atol: 1e-5));
        Assert.Equal(momentum, network.modules().OfType<BatchNormalization>().First().Momentum, 9);
    }

    [Fact]
    public void Measure_FrozenBatchNorm_ChangesNothing()
    {
        var data = _folder.ColouredClasses(train: 4, validation: 0);
        using var network = TestNetworks.Create(MobileNetV3Small.Name);
        network.FreezeBatchNorm();
        var before = network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());

        BatchNormStatistics.Measure(network, data.Images, new TrainOptions { InputSize = 64 }, CancellationToken.None);

        Assert.All(network.state_dict(), p => Assert.True(Same(p.Value, before[p.Key]), p.Key));
    }

    private static (Network Network, double Loss) AfterSteps(Precision precision)
    {
        var network = TestNetworks.Create(MobileNetV2.Name);
        network.FreezeBatchNorm();
        return (network, Steps(network, new TrainOptions { InputSize = 64, Precision = precision }));
    }

    private static Tensor FirstMean(Network network) => network.modules().OfType<BatchNormalization>().First().Statistics.First();

    private static bool Same(Tensor one, Tensor other) => allclose(one, other, rtol: 0, atol: 0);

    /// <returns>The loss of the third step.</returns>
    private static double Steps(Network network, TrainOptions options)
    {
        using var step = new TrainingStep(network, TestNetworks.Classes, Plan, options);
        network.train();
        var loss = 0.0;
        for (var i = 0; i < 3; i++)
        {
            manual_seed(i);
            using var frames = randint(0, 256, [8, 64, 64, 3], dtype: ScalarType.Byte);
            using var labels = tensor(new long[] { 0, 1, 2, 3, 0, 1, 2, 3 });
            loss = step.Take(frames, labels, 1);
        }

        return loss;
    }
}
