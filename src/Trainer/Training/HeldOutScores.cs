using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Networks.Weights;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains on one part of the images and scores the other. The network ends with its last epoch, so nothing is chosen on the
/// images it is measured by. Scores are kept in the folder: what was done before is read, not done again.
/// </summary>
internal static class HeldOutScores
{
    public const string ScoresFile = "scores.csv";

    /// <param name="data">Trains on the split train and scores the split val.</param>
    /// <param name="network">File that takes the network as it scored; null: it is not kept.</param>
    /// <returns>
    /// One row for each image of val, in order. The log of the class frequencies that the network was fitted to is taken off its
    /// logits: networks of other draws can stand beside each other.
    /// </returns>
    public static IReadOnlyList<ScoredImage> Of(
        TrainOptions options,
        Dataset data,
        string folder,
        ITrainingProgress progress,
        TimeProvider clock,
        CancellationToken cancellation,
        string? network = null)
    {
        options = options with { Selection = Selection.Last };
        RunConfiguration.Claim(folder, options, data);
        var held = data.Split(Splits.Validation);
        var file = Path.Combine(folder, ScoresFile);
        if ((network is null || File.Exists(network)) && FoldScores.TryRead(file, held, data.Classes) is { } known)
        {
            progress.Note("Scored before.");
            return known;
        }

        using var trained = AveragedTraining.Execute(options, data, folder, progress, clock, cancellation);
        var raw = NetworkScoring.Score(trained.Network, held, data.Classes, options, cancellation);
        var fitted = options.Loss.FittedPrior(trained.Plan);
        var scores = WithoutPrior(raw, fitted, data.Classes);
        if (network is not null)
        {
            trained.AddToLogits([.. data.Classes.Select(c => -Math.Log(fitted[c]))]);
            NetworkWeights.Save(trained.Network, network);
        }

        FoldScores.Write(file, scores, data.Classes);
        AveragedTraining.Clear(options, folder);
        File.Delete(Path.Combine(folder, TrainingRun.BestWeightsFile));
        return scores;
    }

    /// <summary>Takes the log of the class frequencies that a network was fitted to off its logits.</summary>
    public static IReadOnlyList<ScoredImage> WithoutPrior(
        IReadOnlyList<ScoredImage> scores, IReadOnlyDictionary<DefectClass, double> fitted, ClassSet classes)
    {
        double[] off = [.. classes.Select(c => -Math.Log(fitted[c]))];
        return [.. scores.Select(s => s.Plus(off))];
    }
}
