using System.Globalization;
using Defects.Shared.Classes;

namespace Defects.Trainer.Training;

/// <summary><c>metrics.csv</c>: a row an epoch, on disk as soon as the epoch is over.</summary>
public sealed class MetricsCsv
{
    private readonly string _file;
    private readonly ClassSet _classes;

    public MetricsCsv(string file, ClassSet classes)
    {
        (_file, _classes) = (file, classes);
        var perClass = classes.SelectMany(c => new[] { $"{c}_precision", $"{c}_recall" });
        File.WriteAllText(
            file, $"epoch,loss,learning_rate,accuracy,balanced_accuracy,macro_f1,nll,images_per_second,seconds,best,{string.Join(',', perClass)}\n");
    }

    public void Append(EpochReport report)
    {
        double[] numbers =
        [
            report.Loss,
            report.LearningRate,
            report.Validation.Accuracy,
            report.Validation.BalancedAccuracy,
            report.Validation.MacroF1,
            report.NegativeLogLikelihood,
            report.ImagesPerSecond,
            report.Elapsed.TotalSeconds,
            report.IsBest ? 1 : 0,
            .. _classes.SelectMany(c => report.Validation.Classes.Where(s => s.Class == c)).SelectMany(s => new[] { s.Precision, s.Recall }),
        ];
        File.AppendAllText(_file, $"{report.Epoch},{string.Join(',', numbers.Select(n => n.ToString("0.######", CultureInfo.InvariantCulture)))}\n");
    }
}
