namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>The agent in Home Assistant: whether it is there and how it is doing.</summary>
internal static class AgentDevice
{
    /// <summary>Seconds; three stats missed.</summary>
    private const int StatsExpire = 180;

    public static DiscoveryDevice Build(DiscoverySource source, string node)
    {
        var components = Components(source).ToDictionary(
            component => component.Key, component => component.Value with { UniqueId = $"{source.Names.Agent}__{component.Key}", EntityCategory = "diagnostic" });
        return new DiscoveryDevice
        {
            Device = new DeviceInfo([source.Names.Agent], $"Defects {node}", "Print watcher", source.Version),
            Origin = source.Origin,
            Components = components,
        };
    }

    // The newest one is the one that was refused, where one was: folders of bundles end in name and version.
    private const string ModelVersions = """
        {% set s = value_json.serving %}{% set served = s.model.name ~ '/' ~ s.model.version %}{% set refused = s.refused_model is defined %}
        {{ {'installed_version': served,
            'latest_version': s.refused_model.folder.split('/')[-2:] | join('/') if refused else served,
            'release_summary': s.refused_model.reason[:255] if refused else ''} | tojson }}
        """;

    private static Dictionary<string, DiscoveryComponent> Components(DiscoverySource source) => new()
    {
        // Without availability: an agent that is away is off, not unknown.
        ["connectivity"] = new("binary_sensor")
        {
            Name = "Connectivity",
            DeviceClass = "connectivity",
            StateTopic = source.Topics.Status,
            ValueTemplate = "{{ 'ON' if value_json.state == 'online' else 'OFF' }}",
        },
        ["version"] = Status(source, "Version", "{{ value_json.version }}") with { Icon = "mdi:tag" },

        // To the second: not every reader of times takes seven digits of one.
        ["last_restart"] = Status(source, "Last restart", "{{ value_json.since[:19] ~ '+00:00' }}") with { DeviceClass = "timestamp" },
        ["cameras"] = Figure(source, "Cameras", "{{ value_json.figures.cameras | int }}"),
        ["cameras_connected"] = Figure(source, "Cameras connected", "{{ value_json.figures.cameras_connected | int }}"),
        ["headroom"] = Figure(source, "Capacity headroom", "{{ (100 * value_json.figures.headroom) | round | int }}") with { UnitOfMeasurement = "%" },
        ["outbox_waiting"] = Figure(source, "Outbox waiting", "{{ value_json.outbox.waiting }}"),
        ["provider"] = Stats("sensor", source, "Provider", "{{ value_json.serving.provider }}"),
        ["model"] = Stats("update", source, "Model", ModelVersions) with { ExpireAfter = null },
        ["model_refused"] = Stats("binary_sensor", source, "Model refused", "{{ 'ON' if value_json.serving.refused_model is defined else 'OFF' }}") with { DeviceClass = "problem" },
    };

    private static DiscoveryComponent Status(DiscoverySource source, string name, string template) => new("sensor")
    {
        Name = name,
        StateTopic = source.Topics.Status,
        ValueTemplate = template,
        Availability = [source.Online],
    };

    private static DiscoveryComponent Figure(DiscoverySource source, string name, string template) =>
        Stats("sensor", source, name, template) with { StateClass = "measurement" };

    private static DiscoveryComponent Stats(string platform, DiscoverySource source, string name, string template) => new(platform)
    {
        Name = name,
        StateTopic = source.Topics.Stats,
        ValueTemplate = template,
        ExpireAfter = StatsExpire,
        Availability = [source.Online],
    };
}
