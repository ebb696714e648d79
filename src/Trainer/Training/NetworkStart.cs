using Defects.Shared.Classes;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Sampling;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>The network that a run begins with.</summary>
internal static class NetworkStart
{
    public static Network Create(TrainOptions options, ClassSet classes, SamplingPlan plan, ITrainingProgress progress)
    {
        random.manual_seed(options.StartSeed ?? options.Seed);
        var network = NetworkCatalog.Create(options.Architecture, classes.Count, pooling: options.Pooling);
        if (options.Init is { } init)
        {
            NetworkWeights.Load(network, init);
            progress.Note($"Going on from {init}.");
        }
        else
        {
            if (options.Backbone is { } backbone)
            {
                var report = Backbone.Load(network, backbone);
                progress.Note($"Backbone {backbone}: {report}.");
                foreach (var (key, reason) in report.Skipped)
                {
                    progress.Note($"  skipped {key}: {reason}");
                }
            }

            var prior = options.Loss.FittedPrior(plan);
            network.SetHeadBias([.. classes.Select(c => (float)Math.Log(prior[c]))]);
        }

        network.FreezeBatchNorm(options);
        return network;
    }
}
