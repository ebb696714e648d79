using System.Globalization;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary><c>metrics.csv</c>: a row an epoch, on disk as soon as the epoch is over.</summary>
public sealed class MetricsCsv
{
    private readonly string _file;
    private readonly ClassSet _classes;

    public MetricsCsv(string file, ClassSet classes)
    {
        (_file, _classes) = (file, classes);
        var perClass = classes.SelectMany(c => new[] { $"{c}_precision", $"{c}_recall", $"{c}_f1", $"{c}_training_f1" });
        File.WriteAllText(
            file,
            "epoch,phase,loss,learning_rate,accuracy,balanced_accuracy,macro_f1,selection,nll,images_per_second,seconds,kept,"
            + $"{string.Join(',', perClass)}\n");
    }

    public void Append(EpochReport report)
    {
        double?[] numbers =
        [
            report.Loss,
            report.LearningRate,
            report.Validation.Accuracy,
            report.Validation.BalancedAccuracy,
            report.Validation.MacroF1,
            report.SelectionScore,
            report.NegativeLogLikelihood,
            report.ImagesPerSecond,
            report.Elapsed.TotalSeconds,
            report.IsKept ? 1 : 0,
            .. _classes.SelectMany(c => OfClass(report, c)),
        ];
        var cells = numbers.Select(n => n?.ToString("0.######", CultureInfo.InvariantCulture) ?? "");
        File.AppendAllText(_file, $"{report.Epoch},{report.Phase},{string.Join(',', cells)}\n");
    }

    /// <summary>Empty cells for a class that the split lacks.</summary>
    private static double?[] OfClass(EpochReport report, DefectClass item)
    {
        var validation = report.Validation.Classes.FirstOrDefault(s => s.Class == item);
        var training = report.Training.Classes.FirstOrDefault(s => s.Class == item);
        return [validation?.Precision, validation?.Recall, validation?.F1, training?.F1];
    }
}
