using Defects.Shared.Bundles;
using Defects.Shared.HardCases;

namespace Defects.Agent.HardCases;

/// <summary>Tells which frames a person's label would teach the model most.</summary>
internal static class HardCaseChooser
{
    /// <summary>
    /// A frame is near a threshold when a defect's calibrated probability lies within <paramref name="band"/> of the value from
    /// which it counts, on either side: frames above alone would teach what a false alarm is, and never what was missed.
    /// </summary>
    /// <param name="probabilities">By output column of <paramref name="model"/>.</param>
    /// <param name="band">Half width, in probability.</param>
    /// <returns>Empty where the frame is not worth keeping.</returns>
    public static IReadOnlyList<HardCaseReason> ReasonsToKeep(ModelDescription model, ReadOnlySpan<float> probabilities, double band)
    {
        for (var column = 0; column < model.Classes.Count; column++)
        {
            var item = model.Classes[column];
            if (item.IsDefect && Math.Abs(probabilities[column] - model.ThresholdOf(item).Set) <= band)
            {
                return [HardCaseReason.NearThreshold];
            }
        }

        return [];
    }

    /// <summary>A defect is above the model's threshold: such a frame makes an alert, or keeps it open, or would where the default asked for no more.</summary>
    /// <param name="probabilities">By output column of <paramref name="model"/>.</param>
    public static bool IsSuspicious(ModelDescription model, ReadOnlySpan<float> probabilities)
    {
        for (var column = 0; column < model.Classes.Count; column++)
        {
            if (model.Classes[column].IsDefect && probabilities[column] >= model.ThresholdOf(model.Classes[column]).Set)
            {
                return true;
            }
        }

        return false;
    }
}
