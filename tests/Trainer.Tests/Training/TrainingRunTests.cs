using System.Text.Json.Nodes;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
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

    [Fact]
    public void Execute_EveryEpoch_LogsWhatItShowedBesideWhatWasPlanned()
    {
        // 8 good and 4 spaghetti in one group each: q is 0.5, so of 12 draws round(12 * 8^.5 / (8^.5 + 4^.5)) = 7 and 5 are planned.
        var all = _folder.ColouredClasses(train: 8, validation: 2);
        var data = all with
        {
            Images = [.. all.Images.Where(i => i.Label != DefectClass.Stringing).Where((i, _) => i.Label == DefectClass.Good || i.Split == Splits.Validation || IsOfFirstFour(i))],
        };

        Run(Small, data, new RecordedProgress()).Dispose();

        Assert.Equal(
            [
                "epoch,class,images,planned_draws,realised_draws,distinct_images,most_repeats",
                "1,good,8,7,7,7,1", "1,spaghetti,4,5,5,4,2", "2,good,8,7,7,7,1", "2,spaghetti,4,5,5,4,2",
            ],
            File.ReadAllLines(_folder["run-0/exposure.csv"]));
        Assert.True(new FileInfo(_folder["run-0/augmented.jpg"]).Length > 1000);

        static bool IsOfFirstFour(LabelledImage image) => image.Group is "spaghetti_0" or "spaghetti_1";
    }

    [Fact]
    public void Execute_ClassLearntByHeart_IsNamedInTheLog()
    {
        // To this network every picture is stringing: precision 1/3, recall 1, so F1 is 0.50 among the draws and on validation.
        var options = ConstantNetwork.Options(_folder["start.safetensors"], 0, 1, 0) with { Epochs = 3 };
        var data = _folder.ColouredClasses(train: 4, validation: 2);
        using var stop = new CancellationTokenSource();
        var twoEpochs = new RecordedProgress(report =>
        {
            if (report.Epoch == 2)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => TrainingRun.Execute(options, data, _folder["run-0"], twoEpochs, TimeProvider.System, stop.Token));

        // As if the first epoch had known nothing of the draws and all of validation.
        var state = _folder["run-0/checkpoints/0002/state.json"];
        var kept = JsonNode.Parse(File.ReadAllText(state))!;
        kept["Reports"]![0]!["Training"]!["Classes"]![1]!["F1"] = 0.0;
        kept["Reports"]![0]!["Validation"]!["Classes"]![1]!["F1"] = 1.0;
        File.WriteAllText(state, kept.ToJsonString());
        Run(options, data, new RecordedProgress()).Dispose();

        Assert.Single(
            File.ReadAllLines(_folder["run-0/train.log"]),
            line => line.StartsWith("stringing is being learnt by heart: F1 in training 0.00 to 0.50, on validation 1.00 to 0.50 since epoch 1. Each of its images is drawn 1.0 times", StringComparison.Ordinal));
    }

    private TrainedNetwork Run(TrainOptions options, Defects.Trainer.Data.Dataset data, RecordedProgress progress) =>
        TrainingRun.Execute(options, data, _folder[$"run-{_runs++}"], progress, TimeProvider.System, TestContext.Current.CancellationToken);
}
