using Defects.Trainer.Sampling;

namespace Defects.Trainer.Evaluation;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Most epochs there will be.</param>
/// <param name="Phase">What learnt.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="LearningRate">Peak of the classifier in this epoch.</param>
/// <param name="Training">Scores on the epoch's draws, augmented and sampled, by the network as it learnt; for trends only.</param>
/// <param name="Validation">Scores of the averaged weights on the validation split in its natural frequencies.</param>
/// <param name="NegativeLogLikelihood">On the same images.</param>
/// <param name="Exposure">What was drawn of each class, beside what was planned.</param>
/// <param name="ImagesPerSecond">Training images, without validation.</param>
/// <param name="Elapsed">Since the run began, without the time it was stopped.</param>
/// <param name="IsKept">Whether its weights were kept.</param>
public sealed record EpochReport(
    int Epoch,
    int Epochs,
    TrainingPhase Phase,
    double Loss,
    double LearningRate,
    Scores Training,
    Scores Validation,
    double NegativeLogLikelihood,
    IReadOnlyList<EpochExposure> Exposure,
    double ImagesPerSecond,
    TimeSpan Elapsed,
    bool IsKept)
{
    /// <summary>What checkpoints are chosen by: (macro-F1 + balanced accuracy) / 2, 0 to 1.</summary>
    public double SelectionScore => (Validation.MacroF1 + Validation.BalancedAccuracy) / 2;
}
