using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// Which epoch is the best so far: by the mean selection score of it and the two before, since on a few dozen images of a class
/// one lucky epoch is noise; equal means go to the likelier truths. A phase that has just begun competes with the one before by
/// means of equally many epochs: against a mean of three, which lags behind its last, one epoch alone would win too easily.
/// </summary>
public static class EpochSelection
{
    /// <summary>Epochs whose scores are averaged.</summary>
    public const int Window = 3;

    /// <param name="epochs">All so far, the one asked about last.</param>
    /// <param name="window">Most epochs that are averaged.</param>
    /// <returns>The mean of the last scores of its phase, 0 to 1: another phase is another network.</returns>
    public static double Smoothed(IReadOnlyList<EpochReport> epochs, int window = Window) => OfLastPhase(epochs).Take(window).Average(e => e.SelectionScore);

    /// <param name="earlier">The epochs before, each knowing whether it was the best then.</param>
    public static bool IsBest(IReadOnlyList<EpochReport> earlier, EpochReport report)
    {
        if (earlier.LastOrDefault(e => e.IsKept) is not { } best)
        {
            return true;
        }

        List<EpochReport> now = [.. earlier, report];
        List<EpochReport> then = [.. earlier.TakeWhile(e => e.Epoch <= best.Epoch)];
        var window = best.Phase == report.Phase ? Window : Math.Min(Window, Math.Min(OfLastPhase(now).Count(), OfLastPhase(then).Count()));
        var (smoothed, bestSmoothed) = (Smoothed(now, window), Smoothed(then, window));
        return smoothed > bestSmoothed || (smoothed == bestSmoothed && report.NegativeLogLikelihood < best.NegativeLogLikelihood);
    }

    private static IEnumerable<EpochReport> OfLastPhase(IReadOnlyList<EpochReport> epochs) => epochs.Reverse().TakeWhile(e => e.Phase == epochs[^1].Phase);
}
