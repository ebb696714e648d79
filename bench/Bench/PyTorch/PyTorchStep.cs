using System.Diagnostics;
using System.Globalization;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Bench.PyTorch;

/// <summary>
/// The trainer's step against PyTorch's, both on tensors that are ready: the same network, batch, optimiser, clipping and
/// weight average, batch norm frozen, channels last. They take turns, so that a busy machine slows both. PyTorch runs as it
/// comes, and once more with the trainer's setting of the heap, which is the harder rival.
/// </summary>
internal static class PyTorchStep
{
    private const int Rounds = 5;
    private const int StepsPerRound = 3;
    private const int UntimedSteps = 2;

    public static int Run(TextWriter output)
    {
        var options = new TrainOptions();
        var classes = new ClassSet(SimulatedDataset.Classes);
        var threads = get_num_threads();
        using var plain = PyTorchProcess.Start(threads, options.Batch, options.InputSize, classes.Count, keepsMemory: false);
        using var keeping = PyTorchProcess.Start(threads, options.Batch, options.InputSize, classes.Count, keepsMemory: true);
        if (plain is null || keeping is null)
        {
            Console.Error.WriteLine($"pytorch: {PyTorchProcess.Python} cannot import torch and torchvision; install them: apt-get install python3-torch python3-torchvision");
            return 2;
        }

        NativeHeap.KeepFreedMemory();
        using var network = NetworkCatalog.Create(options.Architecture, classes.Count);
        network.FreezeBatchNorm();
        network.train();
        var plan = SamplingPlan.For([.. classes.Select(c => new ClassCount(c, Groups: 30, Images: 300))], options.Sampling, options.Loss);
        using var step = new TrainingStep(network, classes, plan, options);
        using var frames = randint(0, 256, [options.Batch, options.InputSize, options.InputSize, 3], dtype: ScalarType.Byte);
        using var labels = randint(0, classes.Count, [options.Batch], dtype: ScalarType.Int64);
        double Seconds()
        {
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < StepsPerRound; i++)
            {
                step.Take(frames, labels, rate: 0.1);
            }

            return Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        for (var i = 0; i < UntimedSteps; i++)
        {
            step.Take(frames, labels, rate: 0.1);
        }

        var rounds = Enumerable.Range(0, Rounds)
            .Select(_ => (Ours: Seconds(), Plain: plain.Seconds(StepsPerRound), Keeping: keeping.Seconds(StepsPerRound)))
            .ToList();
        var images = StepsPerRound * options.Batch;
        output.WriteLine($"pytorch.version {plain.Version}");
        Print("threads", threads);
        Print("images_per_second", images / Median(rounds.Select(r => r.Ours)));
        Print("pytorch_images_per_second", images / Median(rounds.Select(r => r.Plain)));
        Print("pytorch_keeping_memory_images_per_second", images / Median(rounds.Select(r => r.Keeping)));
        // Inside a round the three are neighbours in time: what else the machine does cancels out of their ratio.
        Print("ratio", Median(rounds.Select(r => r.Plain / r.Ours)));
        Print("ratio_keeping_memory", Median(rounds.Select(r => r.Keeping / r.Ours)));
        return 0;

        void Print(string figure, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pytorch.{figure} {value:0.###}"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
