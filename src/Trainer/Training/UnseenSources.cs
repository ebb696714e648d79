using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains once without each real source and measures on that one: a model that recognises a room and not a defect is found out. Kinds of
/// simulated camera are left out by folds, see <see cref="UnseenStations"/>.
/// </summary>
internal static class UnseenSources
{
    /// <summary>The sources that are left out, one after the other: those without which there still is a defect to tell from good.</summary>
    public static IReadOnlyList<string> Of(Dataset data)
    {
        var real = data.Images.Where(i => !i.Auxiliary && i.Split is Splits.Train or Splits.Validation).ToList();
        return [.. SourceHoldouts.Of(data with { Images = real }).Where(source =>
            real.Where(i => i.Source != source).Select(i => i.Label).Distinct().ToList() is var left && left.Contains(DefectClass.Good) && left.Count > 1)];
    }

    /// <summary>A line where there is nothing to leave out: to be known before hours of training, not after.</summary>
    public static IEnumerable<string> Problems(Dataset data, TrainOptions options) => options.UnseenSources && Of(data).Count == 0
        ? ["--unseen-sources: no source can be left out; expected two or more, the others of which show good and a defect"]
        : [];

    /// <param name="folder">Holds a folder for each source, where a run that was interrupted finds what is done.</param>
    public static IReadOnlyList<UnseenSource> Execute(
        TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var sources = Of(data);
        return [.. sources.Select((source, done) =>
        {
            progress.Note($"Without the source {source}.");
            var parted = SourceHoldouts.Without(data, source);
            var rest = new RestOfRun(progress, sources.Count - 1 - done, clock);
            return UnseenSource.Of(source, parted.Classes, HeldOutScores.Of(options, parted, Path.Combine(folder, source), rest, clock, cancellation));
        })];
    }
}
