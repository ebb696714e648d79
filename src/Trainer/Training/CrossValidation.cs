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
    /// <summary>The images that are scored: those of training and validation that are not auxiliary.</summary>
    public static IReadOnlyList<LabelledImage> Judged(Dataset data) =>
        [.. data.Images.Where(i => i.Split is Splits.Train or Splits.Validation && !i.Auxiliary)];

    /// <param name="options">The recipe; <see cref="Selection"/> is always <see cref="Selection.Last"/> here.</param>
    /// <param name="data">
    /// Its splits train and val are parted anew; groups that show nearly the same picture stay together. Auxiliary images train in
    /// every fold whose held pictures they do not repeat, and are never scored.
    /// </param>
    /// <param name="folds">2 or more.</param>
    /// <param name="folder">Holds <c>fold_1</c> and so on, where a run that was interrupted finds what is done.</param>
    /// <returns>One row for each image that is not auxiliary, fold by fold.</returns>
    public static IReadOnlyList<ScoredImage> Execute(
        TrainOptions options, Dataset data, int folds, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var images = Judged(data);
        var auxiliaries = data.Images.Where(i => i.Auxiliary).ToList();
        var linked = LinkedGroups.Of([.. images, .. auxiliaries], data.Pictures);
        var numbers = GroupedFolds.Assign([.. images.Select(i => i with { Group = linked[i.Group] })], folds, options.Seed);
        return [.. Enumerable.Range(0, folds).SelectMany(fold =>
        {
            progress.Note($"Fold {fold + 1} of {folds}.");
            var held = images.Where((_, i) => numbers[i] == fold).Select(i => linked[i.Group]).ToHashSet(StringComparer.Ordinal);
            var parted = data with
            {
                Images =
                [
                    .. images.Select(image => image with { Split = held.Contains(linked[image.Group]) ? Splits.Validation : Splits.Train }),
                    .. auxiliaries.Where(image => !held.Contains(linked[image.Group])),
                ],
            };
            var run = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fold_{fold + 1}"));
            return HeldOutScores.Of(options, parted, run, new RestOfRun(progress, folds - 1 - fold, clock), clock, cancellation);
        })];
    }
}
