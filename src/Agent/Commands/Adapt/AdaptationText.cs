using System.Globalization;
using Defects.Agent.Adaptation;

namespace Defects.Agent.Commands.Adapt;

/// <summary>An adaptation in plain words.</summary>
internal static class AdaptationText
{
    /// <param name="sha256">Of the model that is configured now.</param>
    public static IEnumerable<string> Of(AdaptationRecord record, string sha256)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"  {record.Adaptation.Frames} good frames, fitted {record.FittedAt:yyyy-MM-dd HH:mm} UTC with {record.Model}");
        foreach (var effect in record.Effects)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {effect.Class,-16} good frames are e^{-effect.Margin:0.0} times as likely good; its logit is changed by {effect.Added:+0.0;-0.0;0.0}");
        }

        if (record.Refusal is { } why)
        {
            yield return $"  not applied: {why}";
        }
        else if (record.ModelSha256 != sha256)
        {
            yield return "  not applied: another model is configured now; a running agent fits it anew within seconds";
        }
    }
}
