using Defects.Trainer.Networks.Blocks;

namespace Defects.Trainer.Networks;

/// <summary>MobileNetV2 1.0 (Sandler et al. 2018, table 2), on RGB from -1 to 1.</summary>
public sealed class MobileNetV2(int classCount, double dropout, Pooling pooling)
    : PooledNetwork(Name, InputNormalization.MinusOneToOne(), Features(), new Chain(new Dropout(dropout), new Linear(Channels, classCount)), Channels, pooling)
{
    public const string Name = "mobilenet_v2";

    private const int Channels = 1280;

    // Table 2: expansion t, output channels c, repeats n, first stride s.
    private static readonly (int Expansion, int Channels, int Repeats, int Stride)[] Stages =
    [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
    ];

    /// <summary>The stem, the table's bottlenecks, and the convolution that widens before the pooling.</summary>
    internal static int Blocks => 2 + Stages.Sum(stage => stage.Repeats);

    /// <summary>The stem and the first three stages: from the fourth on maps have a sixteenth of the input's side.</summary>
    internal static int EarlyBlocks => 1 + Stages.Take(3).Sum(stage => stage.Repeats);

    private static Chain Features()
    {
        List<Block> blocks = [Unit(3, 32, kernel: 3, stride: 2)];
        var inputs = 32;
        foreach (var stage in Stages)
        {
            for (var repeat = 0; repeat < stage.Repeats; repeat++)
            {
                blocks.Add(Bottleneck(inputs, stage.Channels, stage.Expansion, repeat == 0 ? stage.Stride : 1));
                inputs = stage.Channels;
            }
        }

        blocks.Add(Unit(inputs, Channels));
        return new Chain(blocks);
    }

    private static InvertedResidual Bottleneck(int inputs, int outputs, int expansion, int stride)
    {
        var wide = inputs * expansion;
        Block[] widen = expansion == 1 ? [] : [Unit(inputs, wide)];
        var body = new Chain([.. widen, Unit(wide, wide, kernel: 3, stride, groups: wide), new Convolution(wide, outputs), new BatchNormalization(outputs)]);
        return new InvertedResidual("conv", body, addsInput: stride == 1 && inputs == outputs);
    }

    private static ConvolutionUnit Unit(int inputs, int outputs, int kernel = 1, int stride = 1, int groups = 1) =>
        new(inputs, outputs, kernel, stride, groups, channels => new BatchNormalization(channels), new Relu6());
}
