using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;
using OpenCvSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks;

/// <summary>Networks with random weights whose batch normalisation does something, and frames and words to go with them.</summary>
internal static class TestNetworks
{
    public static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti]);

    public static Network Create(string architecture, Pooling pooling = Pooling.Average, int seed = 1)
    {
        manual_seed(seed);
        var network = NetworkCatalog.Create(architecture, Classes.Count, pooling: pooling);
        Exercise(network);
        return network;
    }

    /// <summary>Gives every batch normalisation statistics, weights and biases other than those it starts with.</summary>
    public static void Exercise(nn.Module module)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, value) in module.modules().Append(module).OfType<BatchNormalization>().SelectMany(norm => norm.state_dict()))
        {
            value.copy_(name is "weight" or "running_var" ? rand(value.shape) + 0.5 : randn(value.shape) * 0.2);
        }
    }

    public static byte[][] Frames(int count, int side, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var frame = new byte[side * side * 3];
            random.NextBytes(frame);
            return frame;
        })];
    }

    public static ModelDescription Describe(string architecture, int inputSize, int version = 1) => new()
    {
        Name = "defects",
        Version = version,
        Architecture = architecture,
        Classes = [.. Classes],
        InputSize = inputSize,
        ResizeRule = FramePreprocessing.ResizeRule,
        Temperature = 1.7,
        PriorOffset = new Dictionary<DefectClass, double>
        {
            [DefectClass.Good] = 0.4,
            [DefectClass.UnderExtrusion] = 0,
            [DefectClass.Stringing] = -0.3,
            [DefectClass.Spaghetti] = -1.1,
        },
        Thresholds = [.. Classes.Where(item => item.IsDefect).Select(item => new ClassThreshold(item, 0.6, 0.4, 0.05))],
        TrainingDataHash = "0123",
        GitCommit = "unknown",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Metrics = new Dictionary<string, double> { ["test.macro_f1"] = 0.75 },
    };

    /// <summary>A JPEG of random blots.</summary>
    public static byte[] Jpeg(int seed)
    {
        var blots = new byte[6 * 8 * 3];
        new Random(seed).NextBytes(blots);
        using var small = Mat.FromPixelData(6, 8, MatType.CV_8UC3, blots);
        using var frame = new Mat();
        Cv2.Resize(small, frame, new OpenCvSharp.Size(320, 240), interpolation: InterpolationFlags.Cubic);
        return frame.ImEncode(".jpg");
    }
}
