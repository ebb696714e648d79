using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class RestOfRunTests
{
    [Fact]
    public void Step_TwoTrainingsFollow_CountsThemByWhatThisOneTakes()
    {
        var (clock, told) = (new FakeTimeProvider(), new RecordedProgress());
        var progress = new RestOfRun(told, following: 2, clock);
        clock.Advance(TimeSpan.FromSeconds(10));

        progress.Step(epoch: 1, done: 1, steps: 3, loss: 0.5, TimeSpan.FromSeconds(20));

        // 30 s in all, of which 20 are left, and twice 30 after it.
        Assert.Equal([TimeSpan.FromSeconds(80)], told.Left);
    }

    [Fact]
    public void Execute_WithFolds_TheFirstStepCountsAllTrainings()
    {
        using var folder = new PictureFolder();
        var data = folder.ColouredClasses(train: 8, validation: 4);

        // A clock that goes on by a second whenever it is read: a step takes as long in one run as in the other.
        TimeSpan First(int folds)
        {
            var told = new RecordedProgress();
            var options = new TrainOptions { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 2, Batch = 8, Folds = folds, Stations = 0 };
            ModelTraining.Execute(
                options, data, new RunFolder(folder[$"run{folds}"]), told, new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) }, CancellationToken.None).Dispose();
            return told.Left[0];
        }

        // Two folds and the model itself at about the cost of the one training, and some more readings of the clock.
        Assert.InRange(First(folds: 2) / First(folds: 0), 2, 6);
    }
}
