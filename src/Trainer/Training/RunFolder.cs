using System.Text.Json;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// The folder of one run: <c>config.json</c>, <c>train.log</c>, <c>metrics.csv</c>, the best weights so far, and the report of the
/// bundle that it ends in.
/// </summary>
public sealed record RunFolder(string Path)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The best weights so far, from which a later run can go on; not there before the first epoch is over.</summary>
    public string BestWeights => In(TrainingRun.BestWeightsFile);

    /// <summary>Trains, calibrates, exports, measures and writes the bundle.</summary>
    /// <param name="sources">What the data came from, as <c>config.json</c> keeps it.</param>
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
        Directory.CreateDirectory(Path);
        File.WriteAllText(
            In("config.json"),
            JsonSerializer.Serialize(
                new { Options = options, Data = sources, DataSha256 = dataset.Sha256, dataset.Unreadable, release.ModelFolder, release.Version }, Json));
        using var log = new StreamWriter(In("train.log")) { AutoFlush = true };
        var logged = new LoggedProgress(progress, log, new MetricsCsv(In("metrics.csv"), dataset.Classes));
        using var model = TrainingRun.Execute(options, dataset, Path, logged, clock, cancellation);
        var (bundle, report) = release.Write(model, options, dataset, clock.GetUtcNow(), cancellation);
        report.Write(In("report"), PictureRule.All);
        return (bundle, model.Best);
    }

    /// <summary>A file of this run.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);
}
