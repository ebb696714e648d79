using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Tests.Training;

public sealed class TrainingRunTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 2, Batch = 8, LearningRate = 2e-3, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_TwiceWithOneSeed_GivesTheSameEpochs()
    {
        var data = _folder.ColouredClasses();

        var (first, second) = (new RecordedProgress(), new RecordedProgress());
        Run(Small, data, first).Dispose();
        Run(Small, data, second).Dispose();

        Assert.Equal(first.Epochs.Select(e => e.Loss), second.Epochs.Select(e => e.Loss));
        Assert.Equal(first.Epochs.Select(e => e.NegativeLogLikelihood), second.Epochs.Select(e => e.NegativeLogLikelihood));
    }

    [Fact]
    public void Execute_NoBetterEpoch_StopsWhenPatienceIsOver()
    {
        // At this rate of learning nothing changes, so the first epoch stays the best.
        var progress = new RecordedProgress();
        Run(Small with { Epochs = 6, Patience = 2, LearningRate = 1e-30 }, _folder.ColouredClasses(train: 4, validation: 2), progress).Dispose();

        Assert.InRange(progress.Epochs.Count, 3, 5);
    }

    [Fact]
    public void Execute_CancelledAfterAnEpoch_LeavesItsWeights()
    {
        using var stop = new CancellationTokenSource();
        var progress = new RecordedProgress(_ => stop.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() =>
            TrainingRun.Execute(Small, _folder.ColouredClasses(4, 2), _folder.Path, progress, TimeProvider.System, stop.Token));

        Assert.Single(progress.Epochs);
        Assert.True(File.Exists(_folder[TrainingRun.BestWeightsFile]));
    }

    [Fact]
    public void Write_TrainedModel_IsABundleThatPassesItsGoldenCheck_WithItsReport()
    {
        var data = _folder.ColouredClasses();
        using var model = Run(Small, data, new RecordedProgress());

        var (bundle, report) = ModelRelease.Next(_folder["models/colours"]).Write(model, Small, data, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

        using var session = new SessionOptions();
        using var classifier = GoldenCheck.Open(ModelBundle.Read(bundle), session, maxBatch: 1);
        Assert.Equal(model.Classes, classifier.Model.ClassSet());
        Assert.Equal(12, report.Splits.Single().Scores.Images);
        Assert.Equal(report.Splits[0].Scores.MacroF1, classifier.Model.Metrics["val.macro_f1"], 4);
        foreach (var file in new[] { "metrics.json", "report.md", "report.html" })
        {
            Assert.True(new FileInfo(Path.Combine(bundle, "report", file)).Length > 500, file);
        }
    }

    private TrainedModel Run(TrainOptions options, Defects.Trainer.Data.Dataset data, RecordedProgress progress) =>
        TrainingRun.Execute(options, data, _folder.Path, progress, TimeProvider.System, TestContext.Current.CancellationToken);
}
