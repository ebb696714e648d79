using System.Globalization;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains once without each real source and measures on that one: a model that recognises a room and not a defect is found out. Kinds of
/// simulated camera are left out by folds, see <see cref="UnseenStations"/>.
/// </summary>
internal static class UnseenSources
{
    /// <summary>The sources that are left out, one after the other: real ones without which there still is a defect to tell from good, and of which something can be judged.</summary>
    public static IReadOnlyList<string> Of(Dataset data)
    {
        var simulated = Enum.GetValues<CameraFamily>().Select(kind => SimulatedFolder.SourceOf(kind)).ToHashSet(StringComparer.Ordinal);
        var real = data with { Images = [.. data.Images.Where(i => !i.Auxiliary && !simulated.Contains(i.Source))] };
        return [.. SourceHoldouts.Of(real).Where(source => IsWorthIt(SourceHoldouts.Without(data, source)))];
    }

    // Left there must be a defect to tell from good, and of the source something that the others show as well.
    private static bool IsWorthIt(Dataset parted)
    {
        var left = parted.Split(Splits.Train).Select(i => i.Label).ToHashSet();
        return left.Contains(DefectClass.Good) && left.Count > 1 && parted.Split(Splits.Validation).Count > 0;
    }

    /// <summary>A line where there is nothing to leave out: to be known before hours of training, not after.</summary>
    public static IEnumerable<string> Problems(Dataset data, TrainOptions options) => options.UnseenSources && Of(data).Count == 0
        ? ["--unseen-sources: no source can be left out; expected two or more, the others of which show good and a defect that it shows"]
        : [];

    /// <param name="model">Lends its calibration and its rule of adaptation, as to the out-of-fold scores.</param>
    /// <param name="folder">Holds <c>source_1</c> and so on, where a run that was interrupted finds what is done.</param>
    public static IReadOnlyList<UnseenSource> Execute(
        TrainedModel model, TrainOptions options, Dataset data, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var sources = Of(data);
        var served = model.Describe("source", version: 1, options, data, DateTimeOffset.UnixEpoch) with { PriorOffset = model.OffsetWithoutPrior(options) };
        return [.. sources.Select((source, done) =>
        {
            progress.Note($"Without the source {source}.");
            var parted = SourceHoldouts.Without(data, source);
            var rest = new RestOfRun(progress, sources.Count - 1 - done, clock);
            var scores = HeldOutScores.Of(options, parted, FolderOf(folder, done), rest, clock, cancellation, NetworkOf(folder, done));
            return Report(source, Among(served, parted.Classes), scores, NetworkOf(folder, done), options.Pooling);
        })];
    }

    /// <summary>Nobody asks for the networks any more.</summary>
    public static void Clear(string folder)
    {
        for (var done = 0; File.Exists(NetworkOf(folder, done)); done++)
        {
            File.Delete(NetworkOf(folder, done));
        }
    }

    private static UnseenSource Report(string source, ModelDescription model, IReadOnlyList<ScoredImage> scores, string network, Pooling pooling)
    {
        var classes = model.ClassSet();
        double[] offset = [.. classes.Select(c => model.PriorOffset[c])];
        return UnseenSource.Of(source, classes, scores) with
        {
            Served = ServedShares.Of(
                new DecisionRule(classes, DefaultThresholds.Of(model)),
                scores.Select(s => (s.Image.Label, (IReadOnlyList<double>)Softmax.Of(s.Logits, offset, model.Temperature)))),
            Adapted = model.Adaptation is null ? null : Adapted(model, [.. scores.Select(s => s.Image)], network, pooling),
        };
    }

    private static AdaptedSource? Adapted(ModelDescription model, IReadOnlyList<LabelledImage> images, string network, Pooling pooling)
    {
        using var session = new SessionOptions { IntraOpNumThreads = 1 };
        using var classifier = FrameClassifier.Open(KeptNetwork.Export(network, model, pooling), "network without a source", session, maxBatch: 1);
        return AdaptedSource.Of(model, PrintCameras.Score(classifier, images));
    }

    /// <summary>Of the classes that the others show.</summary>
    private static ModelDescription Among(ModelDescription model, ClassSet classes) => model with
    {
        Classes = [.. classes],
        Thresholds = [.. model.Thresholds.Where(t => classes.Contains(t.Class))],
        Adaptation = model.Adaptation is { } rule ? rule with { Classes = [.. rule.Classes.Where(c => classes.Contains(c.Class))] } : null,
    };

    private static string NetworkOf(string folder, int done) => Path.Combine(FolderOf(folder, done), "network.safetensors");

    private static string FolderOf(string folder, int done) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"source_{done + 1}"));
}
