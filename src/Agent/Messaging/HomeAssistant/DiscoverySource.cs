using Defects.Shared.Bundles;

namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>What the announcements of one agent are made of.</summary>
/// <param name="Topics">The agent's.</param>
/// <param name="Names">Of devices and entities.</param>
/// <param name="Version">The agent's release.</param>
/// <param name="Thresholds">The defaults of the defects that the served model tells apart.</param>
internal sealed record DiscoverySource(Topics Topics, DiscoveryNames Names, string Version, IReadOnlyList<ClassThreshold> Thresholds)
{
    /// <summary>
    /// Only online is there: Home Assistant passes over any word that is neither of the two, so a stop on purpose would leave its
    /// entities as they were.
    /// </summary>
    public Availability Online => new(Topics.Status, "{{ 'online' if value_json.state == 'online' else 'offline' }}");

    public DiscoveryOrigin Origin => new("defects-agent", Version);
}
