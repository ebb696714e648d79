using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// Which epoch is the best so far: by the mean selection score of it and the two before, since on a few dozen images of a class
/// one lucky epoch is noise; equal means go to the likelier truths.
/// </summary>
public static class EpochSelection
{
    /// <summary>Epochs whose scores are averaged.</summary>
    public const int Window = 3;

    /// <param name="epochs">All so far, the one asked about last.</param>
    /// <returns>The mean of the last scores of its phase, 0 to 1: another phase is another network.</returns>
    public static double Smoothed(IReadOnlyList<EpochReport> epochs) =>
        epochs.Reverse().TakeWhile(e => e.Phase == epochs[^1].Phase).Take(Window).Average(e => e.SelectionScore);

    /// <param name="earlier">The epochs before, each knowing whether it was the best then.</param>
    public static bool IsBest(IReadOnlyList<EpochReport> earlier, EpochReport report)
    {
        if (earlier.LastOrDefault(e => e.IsBest) is not { } best)
        {
            return true;
        }

        var smoothed = Smoothed([.. earlier, report]);
        var bestSmoothed = Smoothed([.. earlier.TakeWhile(e => e.Epoch <= best.Epoch)]);
        return smoothed > bestSmoothed || (smoothed == bestSmoothed && report.NegativeLogLikelihood < best.NegativeLogLikelihood);
    }
}
