using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Most epochs there will be.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="LearningRate">Of the classifier at the last step.</param>
/// <param name="Validation">Scores on the validation split in its natural frequencies.</param>
/// <param name="NegativeLogLikelihood">On the same images.</param>
/// <param name="ImagesPerSecond">Training images, without validation.</param>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="IsBest">Whether its weights were kept.</param>
public sealed record EpochReport(
    int Epoch,
    int Epochs,
    double Loss,
    double LearningRate,
    Scores Validation,
    double NegativeLogLikelihood,
    double ImagesPerSecond,
    TimeSpan Elapsed,
    bool IsBest)
{
    /// <summary>What checkpoints are chosen by: (macro-F1 + balanced accuracy) / 2, 0 to 1.</summary>
    public double SelectionScore => (Validation.MacroF1 + Validation.BalancedAccuracy) / 2;

    /// <summary>Better score, or the same with likelier truths.</summary>
    public bool IsBetterThan(EpochReport? other) =>
        other is null
        || SelectionScore > other.SelectionScore
        || (SelectionScore == other.SelectionScore && NegativeLogLikelihood < other.NegativeLogLikelihood);
}
