using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Data;

namespace Defects.Trainer.Calibration;

/// <summary>What turns the logits of one network into probabilities and decisions, fitted on validation images as they come.</summary>
/// <param name="PriorOffset">Added to the logits.</param>
/// <param name="Temperature">Divides the sum.</param>
/// <param name="Choices">The threshold of each defect class with what it rests on.</param>
/// <param name="Before">Quality on the images it was fitted on, of the plain softmax.</param>
/// <param name="After">Quality on the same images, calibrated for the class frequencies among them.</param>
/// <param name="Notes">What was asked for and could not be had, and what not to rely on; for the report to print.</param>
public sealed record ModelCalibration(
    IReadOnlyDictionary<DefectClass, double> PriorOffset,
    double Temperature,
    IReadOnlyList<ThresholdChoice> Choices,
    ProbabilityQuality Before,
    ProbabilityQuality After,
    IReadOnlyList<string> Notes)
{
    /// <summary>One for each defect class.</summary>
    public IReadOnlyList<ClassThreshold> Thresholds => [.. Choices.Select(c => c.Threshold)];

    /// <summary>Prior first, then temperature, then thresholds: each is fitted on what the one before left.</summary>
    /// <param name="images">Validation or out-of-fold images in their natural frequencies, some of each class.</param>
    /// <param name="trainingPrior">The class frequencies that the network was fitted to.</param>
    public static ModelCalibration Fit(
        IReadOnlyList<ScoredImage> images,
        ClassSet classes,
        IReadOnlyDictionary<DefectClass, double> trainingPrior,
        CalibrationOptions options,
        int seed)
    {
        var seen = Frequencies(images, classes);
        var deployed = options.DeployedPrior ?? seen;
        var fitted = Calibration.PriorOffset.Of(trainingPrior, seen);
        int[] truths = [.. images.Select(i => classes.ColumnOf(i.Image.Label))];
        double[] fittedOffset = [.. classes.Select(c => fitted[c])];
        var (temperature, remark) = TemperatureOf(images, fittedOffset, truths);
        var offset = OffsetOf(classes, fitted, seen, deployed, temperature);
        var served = images.Select(i => Softmax.Of(i.Logits, offset, temperature)).ToList();
        var choices = classes.Where(c => c.IsDefect)
            .Select(c => ThresholdChoice.Of(c, GroupsOf(c), options, new Random(Seed.Of(seed, c.Id))))
            .ToList();
        return new ModelCalibration(
            classes.Zip(offset).ToDictionary(pair => pair.First, pair => pair.Second),
            temperature,
            [.. choices.Select(c => c.Choice)],
            QualityAt(new double[classes.Count], 1),
            QualityAt(fittedOffset, temperature),
            [
                .. new[] { remark }.OfType<string>(),
                .. classes.Where(c => c.IsDefect && deployed[c] < seen[c]).Select(c => FormattableString.Invariant(
                    $"{c}: is to serve where it is {deployed[c]:0.000} of the frames; its threshold was chosen where it is {seen[c]:0.000}. Fewer of its alarms will be right than is stated here.")),
                .. choices.Select(c => c.Note).OfType<string>(),
            ]);

        ProbabilityQuality QualityAt(double[] added, double divisor) =>
            ProbabilityQuality.Of([.. images.Select(i => Softmax.Of(i.Logits, added, divisor)).Zip(truths)]);

        IReadOnlyList<IReadOnlyList<(double, bool)>> GroupsOf(DefectClass item) =>
        [
            .. images.Zip(served)
                .GroupBy(pair => pair.First.Image.Group, pair => (pair.Second[classes.ColumnOf(item)], pair.First.Image.Label == item))
                .Select(g => (IReadOnlyList<(double, bool)>)[.. g]),
        ];
    }

    /// <summary>
    /// The frequencies of the classes among the images, adding up to 1, with half an image added to each class (Jeffreys' prior):
    /// one that few images happen to lack is rare, not impossible.
    /// </summary>
    public static IReadOnlyDictionary<DefectClass, double> Frequencies(IReadOnlyCollection<ScoredImage> images, ClassSet classes) =>
        classes.ToDictionary(c => c, c => (images.Count(i => i.Image.Label == c) + 0.5) / (images.Count + 0.5 * classes.Count));

    private static (double Temperature, string? Remark) TemperatureOf(IReadOnlyList<ScoredImage> images, double[] offset, int[] truths) =>
        TemperatureScaling.Fit([.. images.Select(i => i.Logits.Zip(offset, (z, o) => z + o).ToArray())], truths);

    /// <summary>The temperature is fitted where the images are, and divides all that is added: a shift from there has to be multiplied by it.</summary>
    private static double[] OffsetOf(
        ClassSet classes,
        IReadOnlyDictionary<DefectClass, double> fitted,
        IReadOnlyDictionary<DefectClass, double> seen,
        IReadOnlyDictionary<DefectClass, double> deployed,
        double temperature)
    {
        var shift = Calibration.PriorOffset.Of(seen, deployed);
        return [.. classes.Select(c => fitted[c] + temperature * shift[c])];
    }
}
