using Defects.Shared.Bundles;

namespace Defects.Agent.Configuration;

/// <summary>
/// The thresholds that a printer is held to: the model's own, the agent's over them, the printer's over those. Whether they go
/// together is known only once a model is, so they are looked at before a model is served.
/// </summary>
internal static class AlertThresholds
{
    /// <summary>An override of a set threshold by more than this is worth a word.</summary>
    private const double Far = 0.2;

    /// <summary>Where only one threshold is overridden the other is the model's, the reset in proportion to an overridden set.</summary>
    public static (double Set, double Reset) Of(ClassThreshold shipped, AgentOptions agent, PrinterOptions printer)
    {
        var own = printer.Alerts.GetValueOrDefault(shipped.Class.Name);
        var over = agent.Alerts.GetValueOrDefault(shipped.Class.Name);
        var set = own?.Set ?? over?.Set ?? shipped.Set;
        return (set, own?.Reset ?? over?.Reset ?? set * (shipped.Reset / shipped.Set));
    }

    /// <returns>A line for each override that contradicts the model, which must then not be served.</returns>
    public static IReadOnlyList<string> Problems(ModelDescription model, AgentOptions agent) => Lines(model, agent, (printer, shipped) =>
    {
        var (set, reset) = Of(shipped, agent, agent.Printers[printer]);
        var own = agent.Printers[printer].Alerts.GetValueOrDefault(shipped.Class.Name)?.Reset is not null;
        return reset > set
            ? FormattableString.Invariant(
                $"{KeyOf(printer, shipped, own)}:reset = {reset}: expected at most the set threshold, which is {set:0.###} by model {model.Name}/{model.Version}; lower it, or say set as well")
            : null;
    });

    /// <returns>A line for each set threshold that is far from the one which the model's report speaks of.</returns>
    public static IReadOnlyList<string> Remarks(ModelDescription model, AgentOptions agent) => Lines(model, agent, (printer, shipped) =>
    {
        var set = Of(shipped, agent, agent.Printers[printer]).Set;
        var own = agent.Printers[printer].Alerts.GetValueOrDefault(shipped.Class.Name)?.Set is not null;
        return Math.Abs(set - shipped.Set) > Far
            ? FormattableString.Invariant(
                $"{KeyOf(printer, shipped, own)}:set = {set} is far from {shipped.Set:0.###}, with which model {model.Name}/{model.Version} was shipped: its report does not tell how well that works")
            : null;
    });

    // An override of the agent's is told once and not by every printer.
    private static IReadOnlyList<string> Lines(ModelDescription model, AgentOptions agent, Func<string, ClassThreshold, string?> describe) =>
    [
        .. agent.Printers.Keys.Order(StringComparer.Ordinal)
            .SelectMany(printer => model.Thresholds.Select(shipped => describe(printer, shipped)))
            .OfType<string>()
            .Distinct(),
    ];

    private static string KeyOf(string printer, ClassThreshold shipped, bool own) =>
        own ? $"printers:{printer}:alerts:{shipped.Class.Name}" : $"alerts:{shipped.Class.Name}";
}
