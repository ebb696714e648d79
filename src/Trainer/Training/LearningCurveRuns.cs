using System.Globalization;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>
/// Trains on a quarter, a half and all of the training prints and measures each on validation: what the last doubling brought says
/// what the next one may. Every share holds the prints of the smaller ones.
/// </summary>
internal static class LearningCurveRuns
{
    private static readonly double[] Shares = [0.25, 0.5, 1];

    /// <summary>How many times as long as one training all of them take.</summary>
    public static double Cost => Shares.Sum();

    /// <param name="model">Lends its calibration, so that only the network differs.</param>
    public static LearningCurve Execute(
        TrainOptions options, Dataset data, TrainedModel model, string folder, ITrainingProgress progress, TimeProvider clock, CancellationToken cancellation)
    {
        var classes = model.Trained.Classes;
        var fitted = options.Loss.FittedPrior(model.Trained.Plan);
        double[] offset = [.. classes.Select(c => model.Calibration.PriorOffset[c] + Math.Log(fitted[c]))];
        return LearningCurve.Of([.. Shares.Select(share =>
        {
            progress.Note(string.Create(CultureInfo.InvariantCulture, $"Learning curve: {share:0 %} of the training prints."));
            var part = data with { Images = [.. Thin(data.Split(Splits.Train), share, options.Seed), .. data.Split(Splits.Validation)] };
            var run = Path.Combine(folder, share.ToString("0.00", CultureInfo.InvariantCulture));
            var rest = new RestOfRun(progress, Shares.Where(s => s > share).Sum() / share, clock);
            var predictions = HeldOutScores.Of(options, part, run, rest, clock, cancellation)
                .Select(s => new Prediction(s.Image, Softmax.Of(s.Logits, offset, model.Calibration.Temperature)))
                .ToList();
            var evaluation = SplitEvaluation.Of(Splits.Validation, predictions, classes, options.Seed, model.Calibration.Thresholds);
            return LearningCurvePoint.Of(share, ClassCount.Of(part.Split(Splits.Train).Where(i => !i.Auxiliary)), evaluation);
        })]);
    }

    /// <summary>A share of the prints of each class, rounded down, one at least that shows it; auxiliary images stay as they are.</summary>
    internal static IEnumerable<LabelledImage> Thin(IReadOnlyList<LabelledImage> images, double share, int seed)
    {
        // A print that fails is good at first: it counts for what it came to.
        var prints = images.Where(i => !i.Auxiliary).GroupBy(i => i.Group).ToList();
        var byClass = prints.ToLookup(print => print.MaxBy(i => i.Label.Id)!.Label, print => print.Key);
        var kept = byClass
            .SelectMany(groups => Shuffled(groups, seed).Take(Math.Max(1, (int)(groups.Count() * share))))
            .ToHashSet(StringComparer.Ordinal);

        // What only shows in prints that came to something graver has none of its own: the network would lack its column.
        var passing = prints.SelectMany(print => print).Select(i => i.Label).Distinct().Where(label => !byClass.Contains(label));
        kept.UnionWith(passing.Select(label => Shuffled(prints.Where(print => print.Any(i => i.Label == label)).Select(print => print.Key), seed)[0]));
        return images.Where(i => i.Auxiliary || kept.Contains(i.Group));
    }

    private static string[] Shuffled(IEnumerable<string> groups, int seed)
    {
        string[] shuffled = [.. groups.Order(StringComparer.Ordinal)];
        new Random(Seed.Of(seed)).Shuffle(shuffled);
        return shuffled;
    }
}
