using Defects.Shared.Serving;
using Defects.Trainer.Networks;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Export;

/// <summary>Runs a network and its exported graph on the same frames and compares every output.</summary>
public static class ParityCheck
{
    /// <summary>
    /// Largest allowed difference: absolute for probabilities, relative to max(1, |x|) for logits, embedding and heatmap.
    /// </summary>
    public const double Tolerance = 1e-4;

    private const string Name = "exported graph";

    private static readonly int[] BatchSizes = [1, 3, 8];

    private delegate ReadOnlySpan<float> Output(FrameClassifier classifier, int slot);

    /// <summary>Compares batches of 1, 3 and 8 frames on the CPU; fewer frames are taken again and again.</summary>
    /// <param name="network">On the CPU: a GPU's shortened floats are not exact enough.</param>
    /// <param name="onnx">What <see cref="OnnxExporter"/> made of it.</param>
    /// <param name="frames">One or more inputs, side x side x 3 bytes each, BGR.</param>
    /// <returns>The largest difference found.</returns>
    /// <exception cref="ParityException">It is above <see cref="Tolerance"/>; the message says where.</exception>
    public static double Require(Network network, byte[] onnx, IReadOnlyList<byte[]> frames)
    {
        if (frames.Count == 0)
        {
            throw new ArgumentException("Parity needs frames to be checked on; got none.", nameof(frames));
        }

        if (network.parameters().FirstOrDefault(parameter => parameter.device_type != DeviceType.CPU) is { } elsewhere)
        {
            throw new ArgumentException($"The network is on {elsewhere.device}; move it with network.cpu() first.", nameof(network));
        }

        using var options = new SessionOptions();
        using var classifier = FrameClassifier.Open(onnx, Name, options, BatchSizes.Max());
        using var evaluating = new EvaluationMode(network);
        var worst = BatchSizes.Select(count => Worst(network, classifier, [.. Enumerable.Range(0, count).Select(i => frames[i % frames.Count])]))
            .MaxBy(difference => difference.Size)!;

        // Written so that NaN fails as well.
        return worst.Size <= Tolerance
            ? worst.Size
            : throw new ParityException(
                $"{Name}: {worst.Where} is {worst.Exported:G6} in ONNX Runtime and {worst.Expected:G6} in TorchSharp, a difference of "
                + $"{worst.Size:G3}; expected at most {Tolerance:G3}. A block's Emit does not do what its forward does: the tests of blocks say which.");
    }

    private static Difference Worst(Network network, FrameClassifier classifier, byte[][] frames)
    {
        for (var slot = 0; slot < frames.Length; slot++)
        {
            frames[slot].CopyTo(classifier.Input(slot));
        }

        classifier.Run(frames.Length);
        using var scope = NewDisposeScope();
        var side = classifier.Model.InputSize;
        var outputs = network.forward(tensor(frames.SelectMany(frame => frame).ToArray()).view(frames.Length, side, side, 3));
        var offset = tensor([.. classifier.Model.Classes.Select(item => (float)classifier.Model.PriorOffset[item])]);
        var probabilities = nn.functional.softmax((outputs.Logits + offset) / (float)classifier.Model.Temperature, 1);
        return new[]
        {
            Compare(ModelGraph.Probabilities, probabilities, (c, slot) => c.Probabilities(slot), _ => 1),
            Compare(ModelGraph.Logits, outputs.Logits, (c, slot) => c.Logits(slot), x => Math.Max(1, Math.Abs(x))),
            Compare(ModelGraph.Embedding, outputs.Embedding, (c, slot) => c.Embedding(slot), x => Math.Max(1, Math.Abs(x))),
            Compare(ModelGraph.Heatmap, outputs.Heatmap!, (c, slot) => c.Heatmap(slot), x => Math.Max(1, Math.Abs(x))),
        }.MaxBy(difference => difference.Size)!;

        Difference Compare(string output, Tensor expected, Output exported, Func<float, float> scale)
        {
            var worst = new Difference(output, 0, 0, 0);
            for (var slot = 0; slot < frames.Length; slot++)
            {
                var reference = expected[slot].contiguous().data<float>();
                var found = exported(classifier, slot);
                for (var i = 0; i < found.Length; i++)
                {
                    var size = Math.Abs(found[i] - reference[i]) / (double)scale(reference[i]);
                    if (!(size <= worst.Size))
                    {
                        // A NaN is the worst there is.
                        size = double.IsNaN(size) ? double.PositiveInfinity : size;
                        worst = new Difference($"{output} value {i} of frame {slot} in a batch of {frames.Length}", found[i], reference[i], size);
                    }
                }
            }

            return worst;
        }
    }

    private sealed record Difference(string Where, float Exported, float Expected, double Size);
}
