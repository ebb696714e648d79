using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Labels;

/// <summary>A picture of which no network that had not seen it believes the label (Northcutt et al. 2021, confident learning).</summary>
/// <param name="Label">Mean probability of the label over the seeds.</param>
/// <param name="Seen">The class that all seeds see instead.</param>
/// <param name="Other">Its mean probability.</param>
internal sealed record DoubtfulLabel(LabelledImage Image, double Label, DefectClass Seen, double Other)
{
    /// <summary>A label is doubted from here on down.</summary>
    public const double Most = 0.1;

    /// <param name="seeds">By seed: calibrated predictions of the same images.</param>
    /// <returns>Those whose label has a mean probability of at most <see cref="Most"/> while all seeds agree on another class; the least believed first.</returns>
    public static IReadOnlyList<DoubtfulLabel> Of(IReadOnlyList<IReadOnlyList<Prediction>> seeds, ClassSet classes) =>
    [
        .. seeds.SelectMany(predictions => predictions)
            .GroupBy(p => p.Image.Path)
            .Select(picture => Judge(picture.First().Image, [.. picture.Select(p => p.Probabilities)], classes))
            .OfType<DoubtfulLabel>()
            .OrderBy(doubt => doubt.Label),
    ];

    private static DoubtfulLabel? Judge(LabelledImage image, IReadOnlyList<IReadOnlyList<double>> seeds, ClassSet classes)
    {
        double[] mean = [.. classes.Select((_, column) => seeds.Average(p => p[column]))];
        var seen = Likeliest(mean);
        var label = mean[classes.ColumnOf(image.Label)];
        return label <= Most && seeds.All(p => Likeliest(p) == seen) ? new DoubtfulLabel(image, label, classes[seen], mean[seen]) : null;
    }

    private static int Likeliest(IReadOnlyList<double> probabilities) => Enumerable.Range(0, probabilities.Count).MaxBy(column => probabilities[column]);
}
