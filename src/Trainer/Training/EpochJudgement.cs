using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Scores the validation split in its own frequencies, with the prior offset that will be served.</summary>
internal static class EpochJudgement
{
    public static (Scores Scores, double NegativeLogLikelihood) Of(
        Network network, IReadOnlyList<LabelledImage> validation, ClassSet classes, SamplingPlan plan, TrainOptions options, CancellationToken cancellation)
    {
        var scored = NetworkScoring.Score(network, validation, classes, options, cancellation);
        var offsets = PriorOffset.Of(options.Loss.FittedPrior(plan), options.Calibration.DeployedPrior ?? ModelCalibration.Frequencies(scored, classes));
        double[] offset = [.. classes.Select(c => offsets[c])];
        var predictions = scored.Select(s => new Prediction(s.Image, Softmax.Of(s.Logits, offset, 1))).ToList();
        var quality = ProbabilityQuality.Of([.. predictions.Select(p => (p.Probabilities, classes.ColumnOf(p.Image.Label)))]);
        return (Scores.Of(GroupBootstrap.MatrixOf(predictions, classes)), quality.NegativeLogLikelihood);
    }
}
