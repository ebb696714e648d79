using System.Text.Json;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// The folder of one run: <c>config.json</c> (options, data hash, versions), <c>data.json</c> (what the data came from),
/// <c>train.log</c>, <c>metrics.csv</c>, checkpoints until it is over, the best weights so far, and the report of the bundle that it ends
/// in. The same run begun again in its folder goes on from the last checkpoint.
/// </summary>
public sealed record RunFolder(string Path)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The best weights so far, from which a later run can go on; not there before the first epoch is over.</summary>
    public string BestWeights => In(TrainingRun.BestWeightsFile);

    /// <summary>Trains, calibrates, exports, measures and writes the bundle.</summary>
    /// <param name="sources">What the data came from, as <c>data.json</c> keeps it.</param>
    /// <returns>The bundle's folder and the epoch whose weights it holds.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; <see cref="BestWeights"/> are kept.</exception>
    public (string Bundle, EpochReport Best) Train(
        TrainOptions options,
        Dataset dataset,
        object sources,
        ModelRelease release,
        ITrainingProgress progress,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        RunConfiguration.Claim(Path, options, dataset);
        File.WriteAllText(In("data.json"), JsonSerializer.Serialize(new { Data = sources, dataset.Unreadable, release.ModelFolder, release.Version }, Json));
        using var model = ModelTraining.Execute(options, dataset, this, progress, clock, cancellation);
        var (bundle, report) = release.Write(model, options, dataset, clock.GetUtcNow(), cancellation);
        report.Write(In("report"), PictureRule.All);
        Checkpoint.Clear(Path);
        return (bundle, model.Trained.Best);
    }

    /// <summary>A file of this run.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);
}
