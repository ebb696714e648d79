using System.Globalization;
using Defects.Shared.Simulation;
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
    /// every fold whose held pictures they do not repeat, and are never scored. Where networks are kept,
    /// simulated cameras of the kinds of <see cref="UnseenStations.Kinds"/> do not train that of their fold.
    /// </param>
    /// <param name="folds">2 or more.</param>
    /// <param name="folder">Holds <c>fold_1</c> and so on, where a run that was interrupted finds what is done.</param>
    /// <param name="keepNetworks">Whether <see cref="NetworkOf"/> is to be there afterwards.</param>
    /// <returns>One row for each image that is not auxiliary, fold by fold.</returns>
    public static IReadOnlyList<ScoredImage> Execute(
        TrainOptions options,
        Dataset data,
        int folds,
        string folder,
        ITrainingProgress progress,
        TimeProvider clock,
        CancellationToken cancellation,
        bool keepNetworks = false) =>
    [
        .. Part(data, folds, options.Seed, withoutKinds: keepNetworks).SelectMany((parted, fold) =>
        {
            progress.Note($"Fold {fold + 1} of {folds}.");
            var network = keepNetworks ? NetworkOf(folder, fold) : null;
            return HeldOutScores.Of(options, parted, FolderOf(folder, fold), new RestOfRun(progress, folds - 1 - fold, clock), clock, cancellation, network);
        }),
    ];

    /// <summary>What each fold trains on (train) and scores (val).</summary>
    /// <param name="withoutKinds">Whether each fold does without its kinds of simulated camera, but for frames of classes that nothing else shows.</param>
    internal static IReadOnlyList<Dataset> Part(Dataset data, int folds, int seed, bool withoutKinds)
    {
        var images = Judged(data);
        var auxiliaries = data.Images.Where(i => i.Auxiliary).ToList();
        var linked = LinkedGroups.Of([.. images, .. auxiliaries], data.Pictures);
        var numbers = GroupedFolds.Assign([.. images.Select(i => i with { Group = linked[i.Group] })], folds, seed);
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            var held = images.Where((_, i) => numbers[i] == fold).Select(i => linked[i.Group]).ToHashSet(StringComparer.Ordinal);
            List<LabelledImage> all =
            [
                .. images.Select(image => image with { Split = held.Contains(linked[image.Group]) ? Splits.Validation : Splits.Train }),
                .. auxiliaries.Where(image => !held.Contains(linked[image.Group])),
            ];
            return data with { Images = withoutKinds ? Without([.. UnseenStations.Kinds(fold, folds)], all) : all };
        })];
    }

    private static IReadOnlyList<LabelledImage> Without(IReadOnlyList<CameraFamily> kinds, IReadOnlyList<LabelledImage> images)
    {
        var unseen = kinds.Select(kind => SimulatedFolder.SourceOf(kind)).ToHashSet(StringComparer.Ordinal);
        var shown = images.Where(i => i.Split == Splits.Train && !unseen.Contains(i.Source)).Select(i => i.Label).ToHashSet();
        return [.. images.Where(i => i.Split == Splits.Validation || !unseen.Contains(i.Source) || !shown.Contains(i.Label))];
    }

    /// <summary>The weights of a fold's network, with the log of the class frequencies that it was fitted to taken off its logits.</summary>
    public static string NetworkOf(string folder, int fold) => Path.Combine(FolderOf(folder, fold), "network.safetensors");

    /// <summary>Nobody asks for the networks any more.</summary>
    public static void Clear(string folder, int folds)
    {
        foreach (var network in Enumerable.Range(0, folds).Select(fold => NetworkOf(folder, fold)).Where(File.Exists))
        {
            File.Delete(network);
        }
    }

    private static string FolderOf(string folder, int fold) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fold_{fold + 1}"));
}
