using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Export;

namespace Defects.Trainer.Training;

/// <summary>Turns a trained model into a bundle with its report.</summary>
/// <param name="ModelFolder"><c>models/&lt;name&gt;</c>.</param>
/// <param name="Version">The version to write; must not exist.</param>
public sealed record ModelRelease(string ModelFolder, int Version)
{
    /// <summary>Validation pictures, spread over the split, on which export and network must agree: one batch of the largest size checked.</summary>
    private const int ParityImages = 8;

    /// <summary>The next version after those there are.</summary>
    public static ModelRelease Next(string modelFolder) => new(modelFolder, BundleLayout.Versions(modelFolder).LastOrDefault() + 1);

    /// <summary>Where the bundle goes.</summary>
    public string Folder => Path.Combine(ModelFolder, $"{Version}");

    /// <summary>Whether nobody has written the version yet.</summary>
    public bool IsFree => !BundleLayout.Versions(ModelFolder).Contains(Version);

    /// <summary>Said before hours of training, not after.</summary>
    /// <exception cref="BundleException">The version is there already.</exception>
    public void RequireFree()
    {
        if (!IsFree)
        {
            throw new BundleException(
                Folder, "the version is there already", "a version not yet written", "Leave --version out to take the next one.");
        }
    }

    /// <summary>
    /// Exports the network, measures the exported graph on validation and on every test split, and writes report and bundle, with its <see cref="TrainingRecipe"/>.
    /// </summary>
    /// <param name="reportFolder">
    /// Takes the report with pictures of all sources. It is written before the bundle, whose own shows simulated ones alone: a bundle
    /// that is there is the last of its run.
    /// </param>
    /// <returns>The bundle's folder and the report.</returns>
    public (string Folder, Report Report) Write(
        TrainedModel model, TrainOptions options, Dataset data, string reportFolder, DateTimeOffset now, CancellationToken cancellation)
    {
        var description = model.Describe(new DirectoryInfo(ModelFolder).Name, Version, options, data, now);
        var (splits, mistakes) = Measure(model, description, data, options.Seed, cancellation);
        var summary = new TrainingSummary(
            model.Trained.Plan,
            SourceCount.Of(data.Images.Where(i => i.Split is Splits.Train or Splits.Validation)),
            Path.GetFileName(options.Init ?? options.Backbone),
            model.Trained.Best.Epoch,
            model.Trained.Epochs.Count,
            model.OutOfFold?.Name ?? Splits.Validation,
            model.Calibration);
        description = description with { Metrics = splits.SelectMany(Headline).ToDictionary() };
        var report = new Report(description, summary, splits, [.. data.Unreadable.Select(path => Path.GetFileName(path))])
        {
            Mistakes = mistakes,
            Course = model.Trained.Epochs,
            LearningCurve = model.LearningCurve,
            Adaptation = model.Adaptation,
            UnseenSources = model.UnseenSources,
        };
        report.Write(reportFolder, PictureRule.All);
        var bundle = BundleExport.Write(
            model.Trained.Network, description, GoldenFrames.Of(model.Trained.Classes), ModelFolder, WriteReport);
        return (bundle, report);

        void WriteReport(string folder)
        {
            report.Write(folder, PictureRule.Simulated);
            TrainingRecipe.Of(options, data).Write(folder);
        }
    }

    private static (IReadOnlyList<SplitEvaluation> Splits, IReadOnlyList<MistakePicture> Mistakes) Measure(
        TrainedModel model, ModelDescription description, Dataset data, int seed, CancellationToken cancellation)
    {
        var onnx = OnnxExporter.Export(model.Trained.Network, description);

        // The bundle's golden frames are simulated; here the exported graph has to agree on pictures of the data as well.
        ParityCheck.Require(model.Trained.Network, onnx, ParityFrames(data.Split(Splits.Validation), description.InputSize));
        using var scoring = BundleScoring.Open(session => FrameClassifier.Open(onnx, "exported graph", session, maxBatch: 1));
        var splits = scoring.Evaluate(data, [Splits.Validation, .. data.TestSplits], seed, cancellation);
        return (model.OutOfFold is { } outOfFold ? [outOfFold, .. splits] : splits, scoring.Mistakes(splits));
    }

    private static IReadOnlyList<byte[]> ParityFrames(IReadOnlyList<LabelledImage> images, int side) =>
        [.. Enumerable.Range(0, ParityImages).Select(i => Input(images[i * images.Count / ParityImages].Path, side))];

    private static byte[] Input(string file, int side) => BundleExport.ToInput(file, File.ReadAllBytes(file), side);

    private static IEnumerable<KeyValuePair<string, double>> Headline(SplitEvaluation split) =>
        Figures.Headline(split.Scores)
            .Append(new("ece", split.Quality.ExpectedCalibrationError))
            .Select(figure => KeyValuePair.Create($"{split.Name}.{figure.Key}", Math.Round(figure.Value, 4)));
}
