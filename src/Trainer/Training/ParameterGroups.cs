using Defects.Trainer.Networks;
using TorchSharp.Modules;

namespace Defects.Trainer.Training;

/// <summary>Which parameters learn how fast and which decay.</summary>
internal static class ParameterGroups
{
    /// <summary>Classifier and backbone, each with and without weight decay: biases and norms are left out of it.</summary>
    public static IEnumerable<AdamW.ParamGroup> Of(Network network, TrainOptions options)
    {
        var head = network.HeadParameters.ToHashSet(ReferenceEqualityComparer.Instance);
        var backboneRate = options.LearningRate * (options.StartsFromWeights ? options.BackboneShare : 1);
        return network.parameters()
            .Where(p => p.requires_grad)
            .GroupBy(p => (IsHead: head.Contains(p), Decays: p.shape.Count(side => side > 1) > 1))
            .Select(g => new AdamW.ParamGroup(
                g,
                new AdamW.Options
                {
                    LearningRate = g.Key.IsHead ? options.LearningRate : backboneRate,
                    InitialLearningRate = g.Key.IsHead ? options.LearningRate : backboneRate,
                    weight_decay = g.Key.Decays ? options.WeightDecay : 0,
                    beta1 = 0.9,
                    beta2 = 0.999,
                    eps = 1e-8,
                }));
    }
}
