namespace Defects.Trainer.Networks;

/// <summary>The networks by the name that bundles and the command line give them.</summary>
public static class NetworkCatalog
{
    /// <summary>What torchvision trains both MobileNets with.</summary>
    public const double DefaultDropout = 0.2;

    public static IReadOnlyList<string> Architectures { get; } = [MobileNetV2.Name, MobileNetV3Small.Name];

    /// <summary>A network with random weights; seed TorchSharp before, where they shall be the same again.</summary>
    /// <param name="classCount">Output columns, 2 or more.</param>
    /// <param name="dropout">Share of the features that training drops before the classifier, 0 to below 1.</param>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static Network Create(string architecture, int classCount, double dropout = DefaultDropout, Pooling pooling = Pooling.Average)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (dropout is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "Dropout is a share from 0 to below 1.");
        }

        return architecture switch
        {
            MobileNetV2.Name => new MobileNetV2(classCount, dropout, pooling),
            MobileNetV3Small.Name => new MobileNetV3Small(classCount, dropout, pooling),
            _ => throw Unknown(architecture),
        };
    }

    /// <summary><see cref="Network.BlockCount"/>, without a network having to be built.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static int BlockCount(string architecture) => architecture switch
    {
        MobileNetV2.Name => MobileNetV2.Blocks,
        MobileNetV3Small.Name => MobileNetV3Small.Blocks,
        _ => throw Unknown(architecture),
    };

    /// <summary>
    /// Blocks, from the first, whose maps have an eighth of the input's side or more. They know edges and textures, which few
    /// pictures cannot teach better than ImageNet did, and take much of a training step.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static int EarlyBlocks(string architecture) => architecture switch
    {
        MobileNetV2.Name => MobileNetV2.EarlyBlocks,
        MobileNetV3Small.Name => MobileNetV3Small.EarlyBlocks,
        _ => throw Unknown(architecture),
    };

    private static ArgumentException Unknown(string architecture) =>
        new($"There is no network '{architecture}'; there are {string.Join(", ", Architectures)}.", nameof(architecture));
}
