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

    /// <summary>
    /// Excludes the first blocks of the backbone from gradients: edges and textures are what ImageNet taught best, and no
    /// gradient has to be carried through the largest maps.
    /// </summary>
    /// <param name="count">From 0 to <see cref="Network.BlockCount"/>.</param>
    public static void FreezeBlocks(this Network network, int count)
    {
        foreach (var (_, parameter) in network.named_parameters().Where(p => network.BlockOf(p.name) < count))
        {
            parameter.requires_grad = false;
        }
    }

    /// <summary>Freezes what <paramref name="other"/> has frozen, in a network of the same architecture.</summary>
    public static void CopyFreezing(this Network network, Network other)
    {
        foreach (var (own, theirs) in network.parameters().Zip(other.parameters()))
        {
            own.requires_grad = theirs.requires_grad;
        }

        foreach (var (own, theirs) in network.modules().OfType<BatchNormalization>().Zip(other.modules().OfType<BatchNormalization>()))
        {
            own.Frozen = theirs.Frozen;
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
