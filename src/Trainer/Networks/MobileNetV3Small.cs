using Defects.Trainer.Networks.Blocks;

namespace Defects.Trainer.Networks;

/// <summary>MobileNetV3-Small 1.0 (Howard et al. 2019, table 2), on RGB normalised by ImageNet's mean and deviation.</summary>
public sealed class MobileNetV3Small(int classCount, double dropout, Pooling pooling)
    : PooledNetwork(
        Name,
        InputNormalization.ImageNet(),
        Features(),
        new Chain(new Linear(Channels, 1024), new HardSwish(), new Dropout(dropout), new Linear(1024, classCount)),
        Channels,
        pooling)
{
    public const string Name = "mobilenet_v3_small";

    private const int Channels = 576;

    // Table 2 row by row: kernel, expanded channels, output channels, squeeze and excite, hard swish (else ReLU), stride.
    private static readonly (int Kernel, int Wide, int Outputs, bool Excites, bool Swishes, int Stride)[] Rows =
    [
        (3, 16, 16, true, false, 2),
        (3, 72, 24, false, false, 2),
        (3, 88, 24, false, false, 1),
        (5, 96, 40, true, true, 2),
        (5, 240, 40, true, true, 1),
        (5, 240, 40, true, true, 1),
        (5, 120, 48, true, true, 1),
        (5, 144, 48, true, true, 1),
        (5, 288, 96, true, true, 2),
        (5, 576, 96, true, true, 1),
        (5, 576, 96, true, true, 1),
    ];

    /// <summary>The stem, the table's bottlenecks, and the convolution that widens before the pooling.</summary>
    internal static int Blocks => 2 + Rows.Length;

    /// <summary>The stem and the first three rows: from the fourth on maps have a sixteenth of the input's side.</summary>
    internal static int EarlyBlocks => 1 + 3;

    private static Chain Features()
    {
        List<Block> blocks = [Unit(3, 16, new HardSwish(), kernel: 3, stride: 2)];
        var inputs = 16;
        foreach (var row in Rows)
        {
            blocks.Add(Bottleneck(inputs, row));
            inputs = row.Outputs;
        }

        blocks.Add(Unit(inputs, Channels, new HardSwish()));
        return new Chain(blocks);
    }

    private static InvertedResidual Bottleneck(int inputs, (int Kernel, int Wide, int Outputs, bool Excites, bool Swishes, int Stride) row)
    {
        Block Activation() => row.Swishes ? new HardSwish() : new Relu();
        Block[] widen = row.Wide == inputs ? [] : [Unit(inputs, row.Wide, Activation())];
        Block[] excite = row.Excites ? [new SqueezeExcitation(row.Wide, MultipleOf8(row.Wide / 4))] : [];
        var body = new Chain(
        [
            .. widen,
            Unit(row.Wide, row.Wide, Activation(), row.Kernel, row.Stride, groups: row.Wide),
            .. excite,
            Unit(row.Wide, row.Outputs, activation: null),
        ]);
        return new InvertedResidual("block", body, addsInput: row.Stride == 1 && inputs == row.Outputs);
    }

    private static ConvolutionUnit Unit(int inputs, int outputs, Block? activation, int kernel = 1, int stride = 1, int groups = 1) =>
        new(inputs, outputs, kernel, stride, groups, channels => new BatchNormalization(channels, epsilon: 1e-3, momentum: 0.01), activation);

    // torchvision's _make_divisible: the nearest multiple of 8, but never below nine tenths of what was asked for.
    private static int MultipleOf8(int channels)
    {
        var nearest = Math.Max(8, (channels + 4) / 8 * 8);
        return nearest * 10 < channels * 9 ? nearest + 8 : nearest;
    }
}
