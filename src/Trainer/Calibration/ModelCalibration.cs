using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Data;

namespace Defects.Trainer.Calibration;

/// <summary>What turns the logits of one network into probabilities and decisions, fitted on validation images as they come.</summary>
/// <param name="PriorOffset">Added to the logits.</param>
/// <param name="Temperature">Divides the sum.</param>
/// <param name="Thresholds">One for each defect class.</param>
/// <param name="Before">Quality on the images it was fitted on, of the plain softmax.</param>
/// <param name="After">Quality on the same images, calibrated.</param>
public sealed record ModelCalibration(
    IReadOnlyDictionary<DefectClass, double> PriorOffset,
    double Temperature,
    IReadOnlyList<ClassThreshold> Thresholds,
    ProbabilityQuality Before,
    ProbabilityQuality After)
{
    /// <summary>Prior first, then temperature, then thresholds: each is fitted on what the one before left.</summary>
    /// <param name="images">Validation images in their natural frequencies.</param>
    /// <param name="trainingPrior">The class frequencies that the network was fitted to.</param>
    public static ModelCalibration Fit(
        IReadOnlyList<ScoredImage> images,
        ClassSet classes,
        IReadOnlyDictionary<DefectClass, double> trainingPrior,
        CalibrationOptions options,
        int seed)
    {
        var offsets = Calibration.PriorOffset.Of(trainingPrior, options.DeployedPrior ?? Frequencies(images, classes));
        double[] offset = [.. classes.Select(c => offsets[c])];
        int[] truths = [.. images.Select(i => classes.ColumnOf(i.Image.Label))];
        var temperature = TemperatureScaling.Fit([.. images.Select(i => i.Logits.Zip(offset, (z, o) => z + o).ToArray())], truths);
        var calibrated = images.Select(i => Softmax.Of(i.Logits, offset, temperature)).ToList();
        var plain = images.Select(i => Softmax.Of(i.Logits, new double[classes.Count], 1)).ToList();
        return new ModelCalibration(
            offsets,
            temperature,
            [.. classes.Where(c => c.IsDefect).Select(c => ThresholdOf(c))],
            ProbabilityQuality.Of([.. plain.Zip(truths)]),
            ProbabilityQuality.Of([.. calibrated.Zip(truths)]));

        ClassThreshold ThresholdOf(DefectClass item)
        {
            var column = classes.ColumnOf(item);
            var groups = images.Zip(calibrated)
                .GroupBy(pair => pair.First.Image.Group, pair => (pair.Second[column], pair.First.Image.Label == item))
                .Select(g => (IReadOnlyList<(double, bool)>)[.. g])
                .ToList();
            var random = new Random(Seed.Of(seed, item.Id));
            var (set, spread) = ThresholdSearch.Bootstrap(groups, options.BetaOf(item), options.Bootstraps, random);
            return new ClassThreshold(item, set, set * options.ResetShare, spread);
        }
    }

    /// <summary>The frequencies of the classes among the images, adding up to 1.</summary>
    public static IReadOnlyDictionary<DefectClass, double> Frequencies(IReadOnlyCollection<ScoredImage> images, ClassSet classes) =>
        classes.ToDictionary(c => c, c => (double)images.Count(i => i.Image.Label == c) / images.Count);
}
