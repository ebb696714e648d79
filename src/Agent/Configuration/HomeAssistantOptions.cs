using System.ComponentModel.DataAnnotations;

namespace Defects.Agent.Configuration;

/// <summary>Whether printers and agent show up in Home Assistant by themselves.</summary>
internal sealed record HomeAssistantOptions
{
    /// <summary>Announces them. Turned off again, all that was announced is taken back.</summary>
    /// <value>Default: false, since it writes outside the agent's own topics.</value>
    public bool Enabled { get; init; }

    /// <summary>Home Assistant's discovery prefix.</summary>
    /// <value>Default: homeassistant. No wildcard, no leading or trailing slash.</value>
    [RegularExpression("[^/+#$][^+#$]*(?<!/)")]
    public string Prefix { get; init; } = "homeassistant";
}
