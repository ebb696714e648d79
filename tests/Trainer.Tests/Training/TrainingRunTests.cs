using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class TrainingRunTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 2, Batch = 8, LearningRate = 2e-3, Seed = 5 };

    private readonly PictureFolder _folder = new();
    private int _runs;

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

    private TrainedNetwork Run(TrainOptions options, Defects.Trainer.Data.Dataset data, RecordedProgress progress) =>
        TrainingRun.Execute(options, data, _folder[$"run-{_runs++}"], progress, TimeProvider.System, TestContext.Current.CancellationToken);
}
