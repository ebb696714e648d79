using Defects.Shared.Classes;

namespace Defects.Agent.Configuration;

/// <summary>
/// What the configuration says of the alerts of one class on one printer: the printer's own word before that of the material in it, and
/// both before the agent's.
/// </summary>
/// <param name="Layers">The most specific first, each with the key it stands under; empty where nothing is said.</param>
internal sealed record AlertOverrides(IReadOnlyList<(string Key, AlertRuleOptions Options)> Layers)
{
    /// <param name="printer">Id and options; the id only tells where something stands.</param>
    /// <param name="material">As the printer calls it; null where it does not say.</param>
    public static AlertOverrides Of(DefectClass item, AgentOptions agent, (string Id, PrinterOptions Options) printer, string? material)
    {
        var filament = agent.Materials.FirstOrDefault(known => known.Key.Equals(material, StringComparison.OrdinalIgnoreCase));
        (string Key, AlertRuleOptions? Options)[] layers =
        [
            ($"printers:{printer.Id}:alerts:{item.Name}", printer.Options.Alerts.GetValueOrDefault(item.Name)),
            ($"materials:{filament.Key}:alerts:{item.Name}", filament.Value?.Alerts.GetValueOrDefault(item.Name)),
            ($"alerts:{item.Name}", agent.Alerts.GetValueOrDefault(item.Name)),
        ];
        return new AlertOverrides([.. layers.Where(layer => layer.Options is not null).Select(layer => (layer.Key, layer.Options!))]);
    }

    /// <summary>All layers in one.</summary>
    public AlertRuleOptions Merged => Layers.Aggregate(new AlertRuleOptions(), (above, layer) => above.Over(layer.Options));

    /// <summary>The key of the layer that decides about a value; null where none does.</summary>
    public string? KeyOf(Func<AlertRuleOptions, double?> value) => Layers.FirstOrDefault(layer => value(layer.Options) is not null).Key;
}
