using System.Globalization;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains a network several times from the same weights and averages what comes out, a uniform model soup (Wortsman et al. 2022, section 2):
/// one network at the price of one where it serves, which depends less on the seed than those that went into it.
/// </summary>
public static class AveragedTraining
{
    /// <param name="data">As for a <see cref="TrainingRun"/>.</param>
    /// <param name="folder">Holds <c>run_1</c> and so on, where a training that was interrupted finds what is done, and the average as best weights.</param>
    /// <returns>The average. Its plan is the last run's; its epochs are, but that the best one has the average's own scores.</returns>
    public static TrainedNetwork Execute(
        TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        if (options.FurtherRuns == 0)
        {
            return TrainingRun.Execute(options, data, folder, progress, clock, cancellation);
        }

        var runs = options.FurtherRuns + 1;
        TrainedNetwork? average = null;
        for (var run = 0; run < runs; run++)
        {
            progress.Note($"Run {run + 1} of {runs}, which will be averaged.");
            var trained = TrainingRun.Execute(
                options with
                {
                    FurtherRuns = 0,
                    Seed = run == 0 ? options.Seed : Seed.Of(options.Seed, run),

                    // From classifiers that have nothing in common the runs come to features whose middle means nothing.
                    StartSeed = options.Seed,
                },
                data,
                FolderOf(folder, run),
                new RestOfRun(progress, runs - 1 - run, clock),
                clock,
                cancellation);
            average = Add(average, trained, options.Loss, 1.0 / runs);
        }

        return Judge(average!, options, data, folder, cancellation);
    }

    /// <summary>The training is over: nothing is left to go on from.</summary>
    public static void Clear(TrainOptions options, string folder)
    {
        Checkpoint.Clear(folder);
        for (var run = 0; options.FurtherRuns > 0 && run <= options.FurtherRuns; run++)
        {
            Checkpoint.Clear(FolderOf(folder, run));
            File.Delete(Path.Combine(FolderOf(folder, run), TrainingRun.BestWeightsFile));
        }
    }

    private static string FolderOf(string folder, int run) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"run_{run + 1}"));

    /// <summary>
    /// Adds a run to the sum of those before it. What each learnt of its class frequencies, which go with the epoch that was chosen where sampling
    /// follows a schedule, is put in terms of the added one's, so that the plan of that one tells what the sum is fitted to.
    /// </summary>
    /// <param name="sum">Null before the first; its network is closed.</param>
    /// <param name="run">Its network becomes the sum.</param>
    /// <param name="share">What one run counts in the average to be.</param>
    internal static TrainedNetwork Add(TrainedNetwork? sum, TrainedNetwork run, LossOptions loss, double share)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        Weigh(run.Network, share);
        if (sum is null)
        {
            return run;
        }

        var (before, now) = (loss.FittedPrior(sum.Plan), loss.FittedPrior(run.Plan));
        var weights = run.Network.state_dict();
        foreach (var (name, weight) in sum.Network.state_dict().Where(pair => pair.Value.is_floating_point()))
        {
            weights[name].add_(weight);
        }

        // The share that the sum so far has of the average to be.
        var summed = sum.Runs * share;
        run.AddToLogits([.. run.Classes.Select(c => summed * (Math.Log(now[c]) - Math.Log(before[c])))]);
        sum.Dispose();
        return run with { Runs = sum.Runs + 1 };
    }

    private static void Weigh(Network network, double share)
    {
        // Held: a scalar that is made in passing may be collected before libtorch has read it.
        using Scalar factor = share;
        foreach (var weight in network.state_dict().Values.Where(weight => weight.is_floating_point()))
        {
            weight.mul_(factor);
        }
    }

    private static TrainedNetwork Judge(TrainedNetwork average, TrainOptions options, Dataset data, string folder, CancellationToken cancellation)
    {
        var (scores, likelihood) = EpochJudgement.Of(average.Network, data.Split(Splits.Validation), average.Classes, average.Plan, options, cancellation);
        NetworkWeights.Save(average.Network, Path.Combine(folder, TrainingRun.BestWeightsFile));
        var best = average.Best with { Validation = scores, NegativeLogLikelihood = likelihood };
        return average with { Best = best, Epochs = [.. average.Epochs.Select(epoch => ReferenceEquals(epoch, average.Best) ? best : epoch)] };
    }
}
