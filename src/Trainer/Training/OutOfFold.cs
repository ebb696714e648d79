using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// The recipe's figures on out-of-fold scores. Calibrated and decided on the very images it measures it would flatter itself, so
/// each image gets probabilities and thresholds that were fitted on the other half of the prints.
/// </summary>
internal static class OutOfFold
{
    /// <summary>A line for each class that one half of the prints lacks: to be known before hours of training, not after.</summary>
    public static IEnumerable<string> Problems(Dataset data, TrainOptions options)
    {
        var images = CrossValidation.Judged(data);
        var half = Halves(images, options);
        return data.Classes
            .Where(c => images.Where((image, i) => image.Label == c && half[i] == 0).Any() != images.Where((image, i) => image.Label == c && half[i] == 1).Any())
            .Select(c => $"--folds: of the two halves that the prints are parted into, one has no image of {c}; add prints of it, or leave --folds out");
    }

    public static SplitEvaluation Evaluate(IReadOnlyList<ScoredImage> scores, TrainedNetwork trained, TrainOptions options)
    {
        var half = Halves([.. scores.Select(s => s.Image)], options);
        return SplitEvaluation.Of(
            SplitEvaluation.OutOfFold,
            [.. new[] { 0, 1 }.Select(asked => Judge([.. scores.Where((_, i) => half[i] == asked)], [.. scores.Where((_, i) => half[i] != asked)], trained, options))],
            options.Seed);
    }

    private static IReadOnlyList<int> Halves(IReadOnlyList<LabelledImage> images, TrainOptions options) => GroupedFolds.Assign(images, folds: 2, options.Seed);

    private static JudgedPredictions Judge(
        IReadOnlyList<ScoredImage> asked, IReadOnlyList<ScoredImage> fitted, TrainedNetwork trained, TrainOptions options)
    {
        var calibration = ModelCalibration.Fit(fitted, trained.Classes, options.Loss.FittedPrior(trained.Plan), options.Calibration, options.Seed);
        double[] offset = [.. trained.Classes.Select(c => calibration.PriorOffset[c])];
        return new JudgedPredictions(
            [.. asked.Select(s => new Prediction(s.Image, Softmax.Of(s.Logits, offset, calibration.Temperature)))],
            new DecisionRule(trained.Classes, calibration.Thresholds));
    }
}
