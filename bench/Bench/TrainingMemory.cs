using System.Diagnostics;
using System.Globalization;
using Defects.Shared.Simulation;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Bench;

/// <summary>
/// Resident memory over training steps through the real pipeline, with batches small enough for minutes. What a step leaks it
/// leaks at any size: tensors, handles and buffers are counted by the step, not by the pixel.
/// </summary>
internal static class TrainingMemory
{
    private const int Steps = 2000;
    private const int WarmUp = 400;
    private const int Points = 8;

    private static readonly TrainOptions Options = new() { Batch = 2, InputSize = 64 };

    public static int Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("training-memory").FullName;
        try
        {
            new SimulatedDataset { PrintsPerClass = 3, FramesPerPrint = 4 }.Write(folder);
            Measure(Dataset.Load(new DatasetSelection([folder])), output);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(Dataset data, TextWriter output)
    {
        NativeHeap.KeepFreedMemory();
        var images = data.Split(Splits.Train);
        var plan = SamplingPlan.For(ClassCount.Of(images), Options.Sampling, Options.Loss);
        using var network = NetworkCatalog.Create(Options.Architecture, data.Classes.Count);
        network.FreezeBatchNorm();
        network.train();
        using var step = new TrainingStep(network, data.Classes, plan, Options);
        var requests = Enumerable.Range(0, (WarmUp + Steps) * Options.Batch).Select(i =>
        {
            var image = images[i % images.Count];
            return new FrameRequest(image.Path, data.Classes.ColumnOf(image.Label), AugmentationAmounts.Of(0.75, 0.75), Seed: i);
        });

        var resident = new List<double>();
        var taken = 0;
        foreach (var batch in InputPipeline.Read(requests, Options.Batch, Options.InputSize))
        {
            using var returned = batch;
            using var scope = NewDisposeScope();
            var (frames, labels) = batch.ToTensors(step.Device);
            step.Take(frames, labels, rate: 0.1);
            taken++;
            if (taken >= WarmUp && (taken - WarmUp) % (Steps / Points) == 0)
            {
                resident.Add(ResidentMegabytes());
                Print(string.Create(CultureInfo.InvariantCulture, $"rss_mb_at_{taken - WarmUp}"), resident[^1]);
            }
        }

        // Half against half, so that one moment in which the collector had not yet run makes no leak.
        Print("growth_mb", resident.TakeLast(Points / 2).Average() - resident.Take(Points / 2).Average());

        void Print(string figure, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training-memory.{figure} {value:0.0}"));
    }

    private static double ResidentMegabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }
}
