using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Training;

/// <summary>
/// Simulated printers, each under a kind of camera that the network which scores it was not trained on. On cameras that a network knows there
/// is little to correct; how far to follow the good frames of one can be learnt on others only.
/// </summary>
internal static class UnseenStations
{
    /// <summary>Five of each kind of camera.</summary>
    public const int Usual = 35;

    /// <summary>Number of the first; nothing else in the project draws these.</summary>
    private const int First = 700_000;

    /// <summary>The kinds of camera that a fold's network does without: each is in one fold.</summary>
    public static IEnumerable<CameraFamily> Kinds(int fold, int folds) => Enum.GetValues<CameraFamily>().Where(kind => (int)kind % folds == fold);

    /// <summary>Learns the rule by which the model's cameras adapt, from the networks of its folds.</summary>
    /// <param name="model">Lends its calibration, as to the out-of-fold scores.</param>
    /// <param name="folder">Of the folds; their networks were kept.</param>
    public static LearntAdaptation Learn(
        TrainedModel model, TrainOptions options, Dataset data, string folder, ITrainingProgress progress, CancellationToken cancellation)
    {
        progress.Note($"Adaptation: {options.LearntStations} simulated printers, each seen by a network that knows no camera of its kind.");
        var description = model.Describe("fold", version: 1, options, data, DateTimeOffset.UnixEpoch) with { PriorOffset = model.OffsetWithoutPrior(options) };
        var stations = SimulatedStation.From(First, options.LearntStations).ToLookup(station => (int)station.Camera % options.Folds);
        return LearntAdaptation.From(description, [.. Enumerable.Range(0, options.Folds).SelectMany(Score)]);

        IReadOnlyList<TriedCamera> Score(int fold)
        {
            var onnx = KeptNetwork.Export(CrossValidation.NetworkOf(folder, fold), description, options.Pooling);
            using var session = new SessionOptions { IntraOpNumThreads = 1 };
            return new StationScoring(() => FrameClassifier.Open(onnx, $"network of fold {fold + 1}", session, maxBatch: 1)).Score([.. stations[fold]], cancellation);
        }
    }
}
