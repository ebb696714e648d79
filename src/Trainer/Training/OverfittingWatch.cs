using System.Globalization;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>
/// Sees a class being learnt by heart: its F1 on the training draws still rises while that on validation falls. It is what too
/// many repeats of too few images bring, and an average over classes hides it.
/// </summary>
public static class OverfittingWatch
{
    /// <summary>Epochs from the first to the last that are compared; of one phase, since another draws otherwise.</summary>
    private const int Span = 3;

    private const double LeastRise = 0.01;
    private const double LeastFall = 0.03;

    /// <param name="epochs">All so far.</param>
    /// <param name="repeats">How often an epoch draws an image of each class.</param>
    /// <returns>A line for each class to which it has just happened.</returns>
    public static IEnumerable<string> Warnings(IReadOnlyList<EpochReport> epochs, IReadOnlyDictionary<DefectClass, double> repeats)
    {
        if (epochs.Count < Span || epochs[^Span].Phase != epochs[^1].Phase)
        {
            yield break;
        }

        var (before, now) = (epochs[^Span], epochs[^1]);
        foreach (var (item, drawn) in repeats.Where(pair => pair.Key.IsDefect).OrderBy(pair => pair.Key.Id))
        {
            if (F1(before.Training, item) is { } trainedBefore && F1(now.Training, item) is { } trainedNow
                && F1(before.Validation, item) is { } judgedBefore && F1(now.Validation, item) is { } judgedNow
                && trainedNow - trainedBefore >= LeastRise && judgedBefore - judgedNow >= LeastFall)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{item} is being learnt by heart: F1 in training {trainedBefore:0.00} to {trainedNow:0.00}, on validation {judgedBefore:0.00} to {judgedNow:0.00} "
                    + $"since epoch {before.Epoch}. Each of its images is drawn {drawn:0.0} times an epoch: {(drawn >= 2 ? "lower --max-repeats" : "lower --epochs")}, or collect more prints of it.");
            }
        }
    }

    private static double? F1(Evaluation.Scores scores, DefectClass item) => scores.Classes.FirstOrDefault(c => c.Class == item)?.F1;
}
