using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>
/// Running means and variances of a world that was drawn as training drew it do not fit the world as it is. Measured anew on
/// training images in their natural frequencies, unaugmented, before anything is judged or exported.
/// </summary>
internal static class BatchNormStatistics
{
    /// <summary>Images that are enough for means and variances of channels.</summary>
    private const int MostImages = 2000;

    /// <summary>Does nothing to layers that are frozen: they never moved.</summary>
    public static void Measure(Network network, IReadOnlyList<LabelledImage> training, TrainOptions options, CancellationToken cancellation)
    {
        var moving = network.modules().OfType<BatchNormalization>().Where(norm => !norm.Frozen).ToList();
        if (moving.Count == 0)
        {
            return;
        }

        using var untracked = no_grad();
        network.train();
        var momentum = moving[0].Momentum;
        var images = (int[])[.. Enumerable.Range(0, training.Count)];
        new Random(options.Seed).Shuffle(images);
        var device = network.HeadParameters.First().device;
        var seen = 0;
        foreach (var batch in InputPipeline.Read(images.Take(MostImages).Select(i => new FrameRequest(training[i].Path, 0)), options.Batch, options.InputSize))
        {
            using var returned = batch;
            using var scope = NewDisposeScope();
            cancellation.ThrowIfCancellationRequested();

            // Each batch with its share of the images so far: the plain mean over all of them, whatever the statistics were before.
            seen += batch.Count;
            moving.ForEach(norm => norm.Momentum = (double)batch.Count / seen);
            network.forward(batch.ToTensors(device).Frames);
        }

        moving.ForEach(norm => norm.Momentum = momentum);
    }
}
