using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Networks;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

public sealed class TrainingStepLossTests
{
    private static readonly SamplingPlan Plan = new(1, 0, [.. TestNetworks.Classes.Select(c => new ClassShare(c, 2, 2, Alpha: 1))]);

    [Theory]
    [InlineData(LossKind.Focal)]
    [InlineData(LossKind.CrossEntropy)]
    [InlineData(LossKind.BalancedSoftmax)]
    [InlineData(LossKind.LogitAdjusted)]
    public void Take_TheLossOfTheOptions_IsWhatIsMinimised(LossKind kind)
    {
        using var scope = NewDisposeScope();
        var options = new TrainOptions { Loss = new LossOptions { Kind = kind, Weights = ClassWeights.None }, LearningRate = 2e-3 };
        manual_seed(4);
        using var network = NetworkCatalog.Create(MobileNetV3Small.Name, TestNetworks.Classes.Count);
        using var step = new TrainingStep(network, TestNetworks.Classes, Plan, options);
        var frames = tensor([.. TestNetworks.Frames(8, 32).SelectMany(f => f)]).reshape(8, 32, 32, 3);
        var labels = tensor([0L, 1, 2, 3, 0, 1, 2, 3]);
        network.train();

        double[] losses = [.. Enumerable.Range(0, 8).Select(_ => step.Take(frames, labels, rate: 1))];

        // Of four classes alike, before anything is learnt: log 4, and for the focal loss (3/4)^2 of it.
        Assert.Equal(Math.Log(4) * (kind == LossKind.Focal ? 0.5625 : 1), losses[0], 0.25);
        Assert.True(losses[^1] < 0.8 * losses[0], string.Join(" ", losses));
    }
}
