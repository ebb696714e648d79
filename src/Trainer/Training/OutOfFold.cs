using Defects.Shared.Bundles;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// The recipe's figures on out-of-fold scores. Calibrated on the very images it measures it would flatter itself, so each
/// image gets the calibration that was fitted on the other half of the prints.
/// </summary>
internal static class OutOfFold
{
    /// <param name="thresholds">Fitted on all of the scores: at the thresholds the figures flatter a little, at the likeliest class they do not.</param>
    public static SplitEvaluation Evaluate(
        IReadOnlyList<ScoredImage> scores, TrainedNetwork trained, IReadOnlyList<ClassThreshold> thresholds, TrainOptions options) =>
        SplitEvaluation.Of(SplitEvaluation.OutOfFold, Predict(scores, trained, options), trained.Classes, options.Seed, thresholds);

    private static List<Prediction> Predict(IReadOnlyList<ScoredImage> scores, TrainedNetwork trained, TrainOptions options)
    {
        var half = GroupedFolds.Assign([.. scores.Select(s => s.Image)], folds: 2, options.Seed);
        return [.. Enumerable.Range(0, 2).SelectMany(asked =>
        {
            var (offset, temperature) = ModelCalibration.FitProbabilities(
                [.. scores.Where((_, i) => half[i] != asked)], trained.Classes, options.Loss.FittedPrior(trained.Plan), options.Calibration);
            return scores.Where((_, i) => half[i] == asked).Select(s => new Prediction(s.Image, Softmax.Of(s.Logits, offset, temperature)));
        })];
    }
}
