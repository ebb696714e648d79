using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

/// <summary>An epoch as files and logs tell it.</summary>
public sealed class EpochLinesTests : IDisposable
{
    /// <summary>No spaghetti on validation, and no stringing among the draws.</summary>
    private static readonly EpochReport Report = new(
        Epoch: 3,
        Epochs: 12,
        TrainingPhase.Classifier,
        Loss: 0.25,
        LearningRate: 0.001,
        Training: Of(0, 0, 0, new(DefectClass.Good, 0.1, 0.2, 0.99, 5), new(DefectClass.Spaghetti, 0.3, 0.4, 0.97, 5)),
        Validation: Of(0.9, 0.8, 0.6, new(DefectClass.Good, 0.95, 0.91, 0.92, 40), new(DefectClass.Stringing, 0.5, 0.625, 0.55, 8)),
        NegativeLogLikelihood: 1.0 / 3,
        Exposure: [],
        ImagesPerSecond: 41.5,
        Elapsed: TimeSpan.FromSeconds(90),
        IsKept: true);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Append_Epochs_AreRowsUnderTheirColumns()
    {
        var csv = new MetricsCsv(_folder.File("metrics.csv"), new ClassSet([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]));

        csv.Append(Report);
        csv.Append(Report with { Epoch = 4, Phase = TrainingPhase.Whole, Loss = 2e-7, IsKept = false });

        Assert.Equal(
            [
                "epoch,phase,loss,learning_rate,accuracy,balanced_accuracy,macro_f1,selection,nll,images_per_second,seconds,kept,"
                    + "good_precision,good_recall,good_f1,good_training_f1,stringing_precision,stringing_recall,stringing_f1,stringing_training_f1,"
                    + "spaghetti_precision,spaghetti_recall,spaghetti_f1,spaghetti_training_f1",
                "3,Classifier,0.25,0.001,0.9,0.8,0.6,0.7,0.333333,41.5,90,1,0.95,0.91,0.92,0.99,0.5,0.625,0.55,,,,,0.97",
                "4,Whole,0,0.001,0.9,0.8,0.6,0.7,0.333333,41.5,90,0,0.95,0.91,0.92,0.99,0.5,0.625,0.55,,,,,0.97",
            ],
            File.ReadAllLines(_folder.File("metrics.csv")));
    }

    [Fact]
    public void Epoch_InALog_IsOneLineWithEveryClass()
    {
        var log = new StringWriter { NewLine = "\n" };
        var progress = new PlainProgress(log);

        progress.Epoch(Report);
        progress.Epoch(Report with { Phase = TrainingPhase.Whole, IsKept = false });

        const string line = "epoch 3/12: loss 0.2500, lr 1.0e-3, macro-F1 0.600, balanced 0.800, nll 0.333, precision/recall good 0.95/0.91 stringing 0.50/0.63, 41.5 images/s";
        Assert.Equal($"{line}, classifier phase, kept\n{line}\n", log.ToString());
    }

    private static Scores Of(double accuracy, double balanced, double macroF1, params ClassScores[] classes) => new(accuracy, balanced, 1, macroF1, 1, classes, []);
}
