using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Networks;
using Defects.Trainer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

/// <summary>What a <see cref="TrainingStep"/> makes of gradients.</summary>
[Collection(OneTraining.Name)]
public sealed class UpdateTests
{
    private static readonly SamplingPlan Plan = new(1, 0, [.. TestNetworks.Classes.Select(c => new ClassShare(c, 2, 2, Alpha: 1))]);

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Take_GradientsOfALargerNorm_AreScaledDownToIt(Precision precision)
    {
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create(MobileNetV3Small.Name);
        var options = new TrainOptions { Precision = precision };

        Take(network, options with { MaxGradientNorm = 1e9 });
        var free = GradientNorm(network);
        Take(network, options with { MaxGradientNorm = 1e-3 });

        Assert.True(free > 1e-2, $"{free}");
        Assert.Equal(1e-3, GradientNorm(network), 1e-5);
    }

    [Fact]
    public void Take_FirstStep_MovesEachPartByItsRateInThisStep()
    {
        // Adam's first step is the rate itself, whatever the gradient: here half of 1e-2, and 0.3 of that in the backbone.
        using var scope = NewDisposeScope();
        using var network = TestNetworks.Create(MobileNetV3Small.Name);
        var bias = network.HeadParameters.Last();
        var norm = network.named_parameters().Last(p => p.name.StartsWith("features", StringComparison.Ordinal) && p.name.EndsWith(".bias", StringComparison.Ordinal)).parameter;
        var (biasBefore, normBefore) = (bias.detach().clone(), norm.detach().clone());

        Take(network, new TrainOptions { LearningRate = 1e-2, BackboneShare = 0.3, Init = "start" }, rate: 0.5);

        Assert.All(Moved(bias, biasBefore), by => Assert.Equal(5e-3, by, 1e-4));
        Assert.Equal(1.5e-3, Moved(norm, normBefore).Max(), 1e-5);
    }

    private static void Take(Network network, TrainOptions options, double rate = 1)
    {
        using var step = new TrainingStep(network, TestNetworks.Classes, Plan, options);
        network.train();
        step.Take(tensor([.. TestNetworks.Frames(8, 32).SelectMany(f => f)]).reshape(8, 32, 32, 3), tensor([0L, 1, 2, 3, 0, 1, 2, 3]), rate);
    }

    private static double GradientNorm(Network network) =>
        Math.Sqrt(network.parameters().Sum(p => p.grad is { } gradient ? gradient.pow(2).sum().ToDouble() : 0));

    private static float[] Moved(Tensor parameter, Tensor before) => (parameter.detach() - before).abs().data<float>().ToArray();
}
