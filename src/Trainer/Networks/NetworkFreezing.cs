using Defects.Trainer.Networks.Blocks;

namespace Defects.Trainer.Networks;

/// <summary>What of a network may change while it is trained.</summary>
public static class NetworkFreezing
{
    /// <summary>
    /// Keeps batch normalisation on the statistics it has, through every <c>train()</c>: a small fine-tuning set, sampled
    /// unlike what will be served, would spoil them.
    /// </summary>
    public static void FreezeBatchNorm(this Network network, bool frozen = true)
    {
        foreach (var norm in network.modules().OfType<BatchNormalization>())
        {
            norm.Frozen = frozen;
        }
    }

    /// <summary>Excludes everything but the head from gradients, or includes it again.</summary>
    public static void FreezeBackbone(this Network network, bool frozen = true)
    {
        var head = network.HeadParameters.ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var parameter in network.parameters().Where(parameter => !head.Contains(parameter)))
        {
            parameter.requires_grad = !frozen;
        }
    }
}
