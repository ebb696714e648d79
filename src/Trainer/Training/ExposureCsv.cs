using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary><c>exposure.csv</c>: what each epoch really showed of each class, beside what was planned.</summary>
internal sealed class ExposureCsv
{
    private readonly string _file;

    public ExposureCsv(string file)
    {
        _file = file;
        File.WriteAllText(file, "epoch,class,images,planned_draws,realised_draws,distinct_images,most_repeats\n");
    }

    public void Append(EpochReport report) => File.AppendAllText(
        _file, string.Concat(report.Exposure.Select(e => $"{report.Epoch},{e.Class},{e.Images},{e.Planned},{e.Realised},{e.Distinct},{e.MostRepeats}\n")));
}
