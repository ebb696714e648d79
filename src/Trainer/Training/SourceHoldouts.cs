using System.Globalization;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains once for each source, on everything but that source, and scores it: what a network is worth to a camera that it has never
/// seen. Folds of prints do not show that: with the source known, a network that recognises a room looks like one that recognises a
/// defect. Each network ends with its last epoch, so nothing is chosen on the images it is measured by.
/// </summary>
public static class SourceHoldouts
{
    /// <summary>The sources that training has, auxiliary ones included, by name.</summary>
    public static IReadOnlyList<string> Of(Dataset data) => [.. Images(data).Select(i => i.Source).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Everything but the source in train, the source in val, whatever split it was in.</summary>
    /// <returns>
    /// Pictures that nearly repeat one of the held source are left out of training, and held ones of a class that nothing else has are
    /// left out of val: nobody could have learnt it.
    /// </returns>
    public static Dataset Without(Dataset data, string source)
    {
        var images = Images(data);
        var linked = LinkedGroups.Of(images, data.Pictures);
        var held = images.Where(i => i.Source == source).ToList();
        var groups = held.Select(i => linked[i.Group]).ToHashSet(StringComparer.Ordinal);
        var training = data with { Images = [.. images.Where(i => !groups.Contains(linked[i.Group])).Select(i => i with { Split = Splits.Train })] };
        var classes = training.Classes;
        return data with
        {
            Images = [.. training.Images, .. held.Where(i => classes.Contains(i.Label)).Select(i => i with { Split = Splits.Validation, Auxiliary = false })],
        };
    }

    /// <param name="options">The recipe; <see cref="Selection"/> is always <see cref="Selection.Last"/> here.</param>
    /// <param name="data">Its splits train and val are parted anew for each source.</param>
    /// <param name="folder">Holds a folder for each source, where a run that was interrupted finds what is done.</param>
    public static IReadOnlyList<HeldOutSource> Execute(
        TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var sources = Of(data);
        return [.. sources.Select((source, number) =>
        {
            progress.Note($"Without {source}, source {number + 1} of {sources.Count}.");
            var parted = Without(data, source);

            // A name from a manifest is no name for a folder.
            var run = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"source_{number + 1}"));
            var rest = new RestOfRun(progress, sources.Count - 1 - number, clock);
            return new HeldOutSource(source, parted.Classes, HeldOutScores.Of(options, parted, run, rest, clock, cancellation));
        })];
    }

    private static IReadOnlyList<LabelledImage> Images(Dataset data) => [.. data.Images.Where(i => i.Split is Splits.Train or Splits.Validation)];
}
