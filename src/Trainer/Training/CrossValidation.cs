using System.Globalization;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// Scores every image of training and validation by a network that has not seen its print: the images are parted into folds of
/// whole groups, and each fold is scored by a network trained on the others. Each network ends with its last epoch, so nothing is
/// chosen on the images it is measured by. Small data is judged on all of it this way, not on the few images of one split.
/// </summary>
public static class CrossValidation
{
    /// <param name="options">The recipe; <see cref="Selection"/> is always <see cref="Selection.Last"/> here.</param>
    /// <param name="data">Its splits train and val are parted anew; auxiliary images train in every fold and are never scored.</param>
    /// <param name="folds">2 or more.</param>
    /// <param name="folder">Holds <c>fold_1</c> and so on, where a run that was interrupted finds what is done.</param>
    /// <returns>One row for each image that is not auxiliary, fold by fold.</returns>
    public static IReadOnlyList<ScoredImage> Execute(
        TrainOptions options, Dataset data, int folds, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var images = data.Images.Where(i => i.Split is Splits.Train or Splits.Validation && !i.Auxiliary).ToList();
        var auxiliaries = data.Images.Where(i => i.Auxiliary).ToList();
        var numbers = GroupedFolds.Assign(images, folds, options.Seed);
        options = options with { Selection = Selection.Last, Calibration = options.Calibration with { DeployedPrior = Frequencies(images) } };
        return [.. Enumerable.Range(0, folds).SelectMany(fold =>
        {
            progress.Note($"Fold {fold + 1} of {folds}.");
            var parted = data with { Images = [.. images.Select((image, i) => image with { Split = numbers[i] == fold ? Splits.Validation : Splits.Train }), .. auxiliaries] };
            return ScoreFold(options, parted, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fold_{fold + 1}")), progress, clock, cancellation);
        })];
    }

    private static IReadOnlyList<ScoredImage> ScoreFold(
        TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        RunConfiguration.Claim(folder, options, data);
        var held = data.Split(Splits.Validation);
        var file = Path.Combine(folder, "scores.csv");
        if (FoldScores.TryRead(file, held, data.Classes) is { } known)
        {
            progress.Note("Scored before.");
            return known;
        }

        using var trained = TrainingRun.Execute(options, data, folder, progress, clock, cancellation);
        var scores = NetworkScoring.Score(trained.Network, held, data.Classes, options, cancellation);
        FoldScores.Write(file, scores, data.Classes);
        Checkpoint.Clear(folder);
        File.Delete(Path.Combine(folder, TrainingRun.BestWeightsFile));
        return scores;
    }

    /// <summary>A fold may lack a class: the frequencies of all of them together are the natural ones.</summary>
    private static Dictionary<Shared.Classes.DefectClass, double> Frequencies(List<LabelledImage> images) =>
        images.GroupBy(i => i.Label).ToDictionary(g => g.Key, g => (double)g.Count() / images.Count);
}
