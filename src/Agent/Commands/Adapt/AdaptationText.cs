using System.Globalization;
using Defects.Agent.Adaptation;
using Defects.Shared.Bundles;

namespace Defects.Agent.Commands.Adapt;

/// <summary>An adaptation in plain words.</summary>
internal static class AdaptationText
{
    /// <param name="configured">The model that is configured now.</param>
    public static IEnumerable<string> Of(AdaptationRecord record, BundleManifest configured)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"  {record.Adaptation.Frames} good frames, fitted {record.FittedAt:yyyy-MM-dd HH:mm} UTC with {record.Model}");
        foreach (var effect in record.Effects)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {effect.Class,-16} log-odds of good frames {effect.Margin:0.0}; of every frame they are changed by about {effect.Added:+0.0;-0.0;0.0}");
        }

        if (record.Refusal is null && record.Found is { } found)
        {
            yield return $"  of {found.Tried} piles of spaghetti laid onto them {found.After} are at the threshold, {found.Before} without the adaptation";
        }

        if (record.Refusal is { } why)
        {
            yield return $"  not applied: {why}";
        }
        else if (record.ModelSha256 == AdaptationRecord.NoModel)
        {
            yield return "  not applied: frames that may show a failure were taken out, and too few are left; run it again while nothing is wrong";
        }
        else if (record.ModelSha256 != configured.ModelSha256)
        {
            yield return configured.Model.Adaptation is null
                ? "  not applied: the model that is configured now has no rule of adaptation"
                : "  not applied: another model is configured now; an agent that serves it fits it anew";
        }
    }
}
