using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>Logits of a network on images as they are: no augmentation, no sampling, in order.</summary>
internal static class NetworkScoring
{
    public static IReadOnlyList<ScoredImage> Score(
        Network network, IReadOnlyList<LabelledImage> images, ClassSet classes, TrainOptions options, CancellationToken cancellation)
    {
        using var evaluating = new EvaluationMode(network);
        var device = network.HeadParameters.First().device;
        var scored = new List<ScoredImage>();
        foreach (var batch in InputPipeline.Read(images.Select(i => new FrameRequest(i.Path, classes.ColumnOf(i.Label))), options.Batch, options.InputSize))
        {
            using var returned = batch;
            using var scope = NewDisposeScope();
            cancellation.ThrowIfCancellationRequested();
            var logits = network.forward(batch.ToTensors(device).Frames).Logits.to(ScalarType.Float64).cpu().data<double>().ToArray();
            scored.AddRange(logits.Chunk(classes.Count).Select((row, i) => new ScoredImage(images[scored.Count + i], row)).ToList());
        }

        return scored;
    }
}
