using System.Diagnostics;
using Defects.Shared.Simulation;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Bench;

/// <summary>
/// What decoding, augmenting and resizing cost a training run: images per second of pipeline and step together, against the
/// same step on the same batches as tensors that are ready. Both take turns, so that a busy machine slows both.
/// </summary>
internal static class TrainingInput
{
    private const int Rounds = 5;
    private const int StepsPerRound = 6;
    private const double Rate = 0.1;

    public static int Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("training-input").FullName;
        try
        {
            new SimulatedDataset { PrintsPerClass = 4, FramesPerPrint = 8 }.Write(folder);
            Measure(Dataset.Load(new DatasetSelection([folder])), new TrainOptions(), output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Dataset data, TrainOptions options, TextWriter output)
    {
        NativeHeap.KeepFreedMemory();
        var classes = data.Classes;
        var images = data.Split(Splits.Train);
        var plan = SamplingPlan.For(ClassCount.Of(images), options.Sampling, options.Loss);
        using var network = NetworkCatalog.Create(options.Architecture, classes.Count);
        using var step = new TrainingStep(network, classes, plan, options);
        network.FreezeBatchNorm();
        network.FreezeBlocks(NetworkCatalog.EarlyBlocks(options.Architecture));
        network.train();
        var requests = Enumerable.Range(0, (StepsPerRound + 1) * options.Batch)
            .Select(i => new FrameRequest(images[i % images.Count].Path, classes.ColumnOf(images[i % images.Count].Label), AugmentationAmounts.Of(0.75, 0.75), Seed: i))
            .ToList();
        using var scope = NewDisposeScope();
        var ready = requests.Chunk(options.Batch).Select(chunk => Ready(chunk, options, step)).ToList();
        step.Take(ready[0].Frames, ready[0].Labels, Rate);

        var (bare, fed) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            bare += Time(() => ready.Skip(1).ToList().ForEach(batch => step.Take(batch.Frames, batch.Labels, Rate)));
            fed += TimeFed(step, requests, options);
        }

        var count = Rounds * StepsPerRound * options.Batch;
        output.WriteLine(FormattableString.Invariant($"training-input.bare_images_per_second {count / bare.TotalSeconds:0.00}"));
        output.WriteLine(FormattableString.Invariant($"training-input.images_per_second {count / fed.TotalSeconds:0.00}"));
        output.WriteLine(FormattableString.Invariant($"training-input.ratio {bare / fed:0.000}"));
    }

    /// <summary>The first batch is waited for before the clock starts: a run of hours has one first batch, this one has many.</summary>
    private static TimeSpan TimeFed(TrainingStep step, IReadOnlyList<FrameRequest> requests, TrainOptions options)
    {
        var started = 0L;
        foreach (var batch in InputPipeline.Read(requests, options.Batch, options.InputSize))
        {
            using var returned = batch;
            if (started == 0)
            {
                started = Stopwatch.GetTimestamp();
                continue;
            }

            using var scope = NewDisposeScope();
            var (frames, labels) = batch.ToTensors(step.Device);
            step.Take(frames, labels, Rate);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    private static (Tensor Frames, Tensor Labels) Ready(FrameRequest[] requests, TrainOptions options, TrainingStep step)
    {
        using var batch = FrameBatch.Load(requests, options.InputSize);
        return batch.ToTensors(step.Device);
    }

    private static TimeSpan Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started);
    }
}
