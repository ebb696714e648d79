using System.Text.Json;
using Defects.Shared.Bundles;
using Defects.Shared.Files;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// The folder of one run: <c>config.json</c> (options, data hash, versions), <c>data.json</c> (what the data came from, where the
/// bundle goes), <c>train.log</c>, <c>metrics.csv</c>, checkpoints until it is over, the best weights so far, the report, and a link to the
/// bundle that it ends in. The same run begun again in its folder goes on from the last checkpoint.
/// </summary>
public sealed record RunFolder(string Path)
{
    private const string DataFile = "data.json";
    private const string FiguresFile = "report/metrics.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The best weights so far, from which a later run can go on; not there before the first epoch is over.</summary>
    public string BestWeights => In(TrainingRun.BestWeightsFile);

    /// <summary>Something is done that the same run goes on from: an epoch, here or of a fold, or all of a fold.</summary>
    public bool HasBegun => Directory.Exists(Path)
        && Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories).Any(entry => System.IO.Path.GetFileName(entry) is Checkpoint.Folder or HeldOutScores.ScoresFile);

    /// <summary>The bundle that the run is to end in, or has ended in; null before it has begun.</summary>
    public ModelRelease? Release => File.Exists(In(DataFile)) ? JsonSerializer.Deserialize<ModelRelease>(File.ReadAllText(In(DataFile)), Json) : null;

    /// <summary>Whether just this run has come to its end here: the version it was to write is there, with its own figures.</summary>
    public bool IsOver(TrainOptions options, Dataset dataset) =>
        RunConfiguration.IsOf(Path, options, dataset) && Release is { } release && IsSame(In(FiguresFile), System.IO.Path.Combine(release.Folder, FiguresFile));

    /// <summary>Keeps other runs out until it is disposed.</summary>
    /// <exception cref="IOException">Another run is at work here.</exception>
    public IDisposable Lock() => FolderLock.Take(Path, ".lock");

    /// <summary>Trains, calibrates, exports, measures and writes the bundle.</summary>
    /// <param name="sources">What the data came from, as <c>data.json</c> keeps it.</param>
    /// <param name="goesOnFrom">See <see cref="TrainedModel.GoesOnFrom"/>.</param>
    /// <returns>The bundle's folder and the epoch whose weights it holds.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; <see cref="BestWeights"/> are kept.</exception>
    public (string Bundle, EpochReport Best) Train(
        TrainOptions options,
        Dataset dataset,
        object sources,
        ModelRelease release,
        ITrainingProgress progress,
        TimeProvider clock,
        CancellationToken cancellation,
        ModelDescription? goesOnFrom = null)
    {
        RunConfiguration.Claim(Path, options, dataset);
        WholeFile.Write(In(DataFile), JsonSerializer.Serialize(new { Data = sources, dataset.Unreadable, release.ModelFolder, release.Version }, Json));
        using var model = ModelTraining.Execute(options, dataset, this, progress, clock, cancellation);
        var (bundle, _) = release.Write(model with { GoesOnFrom = goesOnFrom }, options, dataset, In("report"), clock.GetUtcNow(), cancellation);
        Link(bundle);
        ModelTraining.Clear(options, this);
        return (bundle, model.Trained.Best);
    }

    /// <summary>A file of this run.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary><c>bundle</c> in the run's folder leads to what it made.</summary>
    private void Link(string bundle)
    {
        File.Delete(In("bundle"));
        File.CreateSymbolicLink(In("bundle"), System.IO.Path.GetRelativePath(Path, bundle));
    }

    private static bool IsSame(string file, string other) =>
        File.Exists(file) && File.Exists(other) && File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(other));
}
