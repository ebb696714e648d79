using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class ResumeTests : IDisposable
{
    private static readonly TrainOptions Small = new()
    {
        Architecture = MobileNetV3Small.Name,
        InputSize = 64,
        FrozenEpochs = 1,
        Epochs = 3,
        ClassifierEpochs = 2,
        Batch = 8,
        LearningRate = 2e-3,
        Seed = 5,
    };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)] // at the border of two phases
    [InlineData(2)] // inside a phase
    [InlineData(4)] // where the classifier's phase begins with the best weights
    [InlineData(5)] // inside the last
    public void Execute_StoppedAfterAnEpoch_TakesTheCourseItWouldHaveTaken(int stopAfter)
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var straight = new RecordedProgress();
        TrainingRun.Execute(Small, data, _folder["straight"], straight, TimeProvider.System, CancellationToken.None).Dispose();

        using var stop = new CancellationTokenSource();
        var first = new RecordedProgress(report =>
        {
            if (report.Epoch == stopAfter)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => TrainingRun.Execute(Small, data, _folder["stopped"], first, TimeProvider.System, stop.Token));

        // As if killed after the epoch under way had replaced them.
        File.Copy(_folder["straight/best.safetensors"], _folder["stopped/best.safetensors"], overwrite: true);
        var second = new RecordedProgress();
        TrainingRun.Execute(Small, data, _folder["stopped"], second, TimeProvider.System, CancellationToken.None).Dispose();

        Assert.Equal(stopAfter, first.Epochs.Count);
        Assert.Contains($"Going on after epoch {stopAfter}.", second.Notes);
        Assert.Equal(straight.Epochs.Select(e => e.Loss), second.Epochs.Select(e => e.Loss));
        Assert.Equal(straight.Epochs.Select(e => e.NegativeLogLikelihood), second.Epochs.Select(e => e.NegativeLogLikelihood));
        Assert.Equal(File.ReadAllBytes(_folder["straight/best.safetensors"]), File.ReadAllBytes(_folder["stopped/best.safetensors"]));
    }

    [Fact]
    public void Execute_KilledWhileACheckpointWasWritten_GoesOnFromTheWholeOne()
    {
        var data = _folder.ColouredClasses(train: 4, validation: 2);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            TrainingRun.Execute(Small, data, _folder["run"], new RecordedProgress(_ => stop.Cancel()), TimeProvider.System, stop.Token));
        _folder.Write("run/checkpoints/0002.partial/live.safetensors", "half a file");

        var progress = new RecordedProgress();
        TrainingRun.Execute(Small, data, _folder["run"], progress, TimeProvider.System, CancellationToken.None).Dispose();

        Assert.Contains("Going on after epoch 1.", progress.Notes);
        Assert.Equal(6, progress.Epochs.Count);
    }

    [Theory]
    [InlineData("state.json")]
    [InlineData("optimizer.bin")]
    [InlineData("best.safetensors")]
    public void Execute_LastCheckpointHoldsAnEmptyFile_IsPassedOverWithAWord(string damaged)
    {
        var data = _folder.ColouredClasses(train: 4, validation: 2);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            TrainingRun.Execute(Small, data, _folder["run"], new RecordedProgress(_ => stop.Cancel()), TimeProvider.System, stop.Token));
        Directory.CreateDirectory(_folder["run/checkpoints/0002"]);
        foreach (var file in Directory.GetFiles(_folder["run/checkpoints/0001"]))
        {
            File.Copy(file, Path.Combine(_folder["run/checkpoints/0002"], Path.GetFileName(file)));
        }

        _folder.Write($"run/checkpoints/0002/{damaged}", "");

        var progress = new RecordedProgress();
        TrainingRun.Execute(Small with { Epochs = 1 }, data, _folder["run"], progress, TimeProvider.System, CancellationToken.None).Dispose();

        Assert.Contains(progress.Notes, note => note.EndsWith("0002 is damaged and passed over.", StringComparison.Ordinal));
        Assert.Contains("Going on after epoch 1.", progress.Notes);
    }

    [Fact]
    public void Claim_OtherOptions_IsRefusedNamingWhatDiffers()
    {
        var data = _folder.ColouredClasses(train: 2, validation: 2);
        RunConfiguration.Claim(_folder["run"], Small, data);
        RunConfiguration.Claim(_folder["run"], Small, data);

        var refused = Assert.Throws<DatasetException>(() => RunConfiguration.Claim(_folder["run"], Small with { Seed = 6 }, data));

        Assert.Contains("  there: \"seed\": 5", refused.Problems);
        Assert.Contains("  asked: \"seed\": 6", refused.Problems);
        Assert.Equal(3, refused.Problems.Count);
    }

    [Fact]
    public void IsOf_OtherData_IsNot()
    {
        var data = _folder.ColouredClasses(train: 2, validation: 2);
        RunConfiguration.Claim(_folder["run"], Small, data);

        Assert.True(RunConfiguration.IsOf(_folder["run"], Small, data));
        Assert.False(RunConfiguration.IsOf(_folder["run"], Small, data with { Sha256 = new string('1', 64) }));
        Assert.False(RunConfiguration.IsOf(_folder["nowhere"], Small, data));
    }
}
