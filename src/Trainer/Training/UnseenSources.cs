using System.Globalization;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains once without each real source and measures on that one: a model that recognises a room and not a defect is found out. Kinds of
/// simulated camera are left out by folds, see <see cref="UnseenStations"/>.
/// </summary>
internal static class UnseenSources
{
    /// <summary>The sources that are left out, one after the other: real ones without which there still is a defect to tell from good.</summary>
    public static IReadOnlyList<string> Of(Dataset data)
    {
        var simulated = Enum.GetValues<CameraFamily>().Select(kind => SimulatedFolder.SourceOf(kind)).ToHashSet(StringComparer.Ordinal);
        var real = data with { Images = [.. data.Images.Where(i => !i.Auxiliary && !simulated.Contains(i.Source))] };
        return [.. SourceHoldouts.Of(real).Where(source =>
            SourceHoldouts.Without(data, source).Split(Splits.Train).Select(i => i.Label).ToHashSet() is var left && left.Contains(DefectClass.Good) && left.Count > 1)];
    }

    /// <summary>A line where there is nothing to leave out: to be known before hours of training, not after.</summary>
    public static IEnumerable<string> Problems(Dataset data, TrainOptions options) => options.UnseenSources && Of(data).Count == 0
        ? ["--unseen-sources: no source can be left out; expected two or more, the others of which show good and a defect"]
        : [];

    /// <param name="model">Lends its calibration, as to the out-of-fold scores.</param>
    /// <param name="folder">Holds <c>source_1</c> and so on, where a run that was interrupted finds what is done.</param>
    public static IReadOnlyList<UnseenSource> Execute(
        TrainedModel model, TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var (sources, offset) = (Of(data), model.OffsetWithoutPrior(options));
        return [.. sources.Select((source, done) =>
        {
            progress.Note($"Without the source {source}.");
            var parted = SourceHoldouts.Without(data, source);
            var rest = new RestOfRun(progress, sources.Count - 1 - done, clock);
            var scores = HeldOutScores.Of(options, parted, Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"source_{done + 1}")), rest, clock, cancellation);
            return UnseenSource.Of(
                source, parted.Classes, scores, offset, model.Calibration.Temperature, [.. model.Calibration.Thresholds.Where(t => parted.Classes.Contains(t.Class))]);
        })];
    }
}
