using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Tests.Networks;
using Defects.Trainer.Training;
using TorchSharp.Modules;

namespace Defects.Trainer.Tests.Training;

public sealed class ParameterGroupsTests
{
    private static readonly TrainOptions Options = new() { LearningRate = 1e-2, BackboneShare = 0.3, WeightDecay = 0.02 };

    [Theory]
    [InlineData(MobileNetV2.Name, "start", 3e-3)]
    [InlineData(MobileNetV3Small.Name, "start", 3e-3)]
    [InlineData(MobileNetV3Small.Name, null, 1e-2)] // random weights have all to learn
    public void Of_HeadAndBackbone_LearnAtTheirOwnRates(string architecture, string? init, double expected)
    {
        using var network = NetworkCatalog.Create(architecture, TestNetworks.Classes.Count);
        var groups = ParameterGroups.Of(network, Options with { Init = init }).ToList();

        Assert.All(network.named_parameters(), p =>
        {
            var rate = p.name.StartsWith("classifier", StringComparison.Ordinal) ? 1e-2 : expected;
            var options = OptionsOf(groups, p.parameter);
            Assert.Equal(rate, options.LearningRate!.Value, 12);
            Assert.Equal(rate, options.InitialLearningRate, 12);
        });
    }

    [Theory]
    [InlineData(MobileNetV2.Name)]
    [InlineData(MobileNetV3Small.Name)]
    public void Of_BiasesAndNorms_DoNotDecay_AndAllElseDoes(string architecture)
    {
        using var network = NetworkCatalog.Create(architecture, TestNetworks.Classes.Count);
        var norms = network.modules().OfType<BatchNormalization>().SelectMany(norm => norm.parameters()).ToHashSet(ReferenceEqualityComparer.Instance);
        var groups = ParameterGroups.Of(network, Options).ToList();

        Assert.All(network.named_parameters(), p => Assert.Equal(
            norms.Contains(p.parameter) || p.name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : 0.02, OptionsOf(groups, p.parameter).weight_decay));
    }

    /// <summary>Of the one group that it is in.</summary>
    private static AdamW.Options OptionsOf(List<AdamW.ParamGroup> groups, Parameter parameter) =>
        groups.Single(group => group.Parameters.Any(p => ReferenceEquals(p, parameter))).Options;
}
