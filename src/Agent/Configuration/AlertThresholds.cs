using Defects.Shared.Bundles;
using Defects.Shared.Serving;

namespace Defects.Agent.Configuration;

/// <summary>
/// The thresholds that a printer is held to: by default the model's own (<see cref="DefaultThresholds"/>), and what the configuration says over them. Whether the two go together is
/// known only once a model is, so they are looked at before a model is served.
/// </summary>
internal static class AlertThresholds
{
    /// <summary>An override of a set threshold by more than this is worth a word.</summary>
    private const double Far = 0.2;

    /// <summary>Where only one threshold is overridden the other is the model's, the reset in proportion to an overridden set.</summary>
    public static (double Set, double Reset) Of(ClassThreshold shipped, AlertRuleOptions over)
    {
        var set = over.Set ?? shipped.Set;
        return (set, over.Reset ?? set * (shipped.Reset / shipped.Set));
    }

    /// <returns>A line for each override that contradicts the model, which must then not be served.</returns>
    public static IReadOnlyList<string> Problems(ModelDescription model, AgentOptions agent) => Lines(model, agent, (overrides, shipped) =>
    {
        var (set, reset) = Of(shipped, overrides.Merged);
        return reset > set
            ? FormattableString.Invariant(
                $"{overrides.KeyOf(over => over.Reset)}:reset = {reset}: expected at most the set threshold, which is {set:0.###} by {WhoSet(overrides, model)}; lower it, or say set as well")
            : null;
    });

    /// <returns>A line for each set threshold that is far from the one which the model's report speaks of.</returns>
    public static IReadOnlyList<string> Remarks(ModelDescription model, AgentOptions agent) => Lines(model, agent, (overrides, shipped) =>
    {
        var set = Of(shipped, overrides.Merged).Set;
        return Math.Abs(set - shipped.Set) > Far
            ? FormattableString.Invariant(
                $"{overrides.KeyOf(over => over.Set)}:set = {set} is far from {shipped.Set:0.###}, the default with model {model.Name}/{model.Version}: no report tells how well that works")
            : null;
    });

    // What is said for all printers, or for a material, is told once and not by every printer.
    private static IReadOnlyList<string> Lines(ModelDescription model, AgentOptions agent, Func<AlertOverrides, ClassThreshold, string?> describe)
    {
        string?[] materials = [null, .. agent.Materials.Keys.Order(StringComparer.Ordinal)];
        var lines =
            from printer in agent.Printers.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            from material in materials
            from shipped in DefaultThresholds.Of(model)
            select describe(AlertOverrides.Of(shipped.Class, agent, (printer.Key, printer.Value), material), shipped);
        return [.. lines.OfType<string>().Distinct()];
    }

    private static string WhoSet(AlertOverrides overrides, ModelDescription model) => overrides.KeyOf(over => over.Set) ?? $"model {model.Name}/{model.Version}";
}
