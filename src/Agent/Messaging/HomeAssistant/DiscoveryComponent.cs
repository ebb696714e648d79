namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>
/// One entity of a device, in Home Assistant's words. With nothing but its platform it tells that the entity is gone.
/// </summary>
internal sealed record DiscoveryComponent(string Platform)
{
    /// <summary>Unique among all entities of all devices.</summary>
    public string? UniqueId { get; init; }

    public string? Name { get; init; }

    public string? DeviceClass { get; init; }

    public string? StateClass { get; init; }

    /// <summary><c>diagnostic</c> or <c>config</c>: not on the dashboards that Home Assistant makes by itself.</summary>
    public string? EntityCategory { get; init; }

    public string? UnitOfMeasurement { get; init; }

    /// <summary>Every value that an <c>enum</c> may have.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    public string? Icon { get; init; }

    public string? StateTopic { get; init; }

    /// <summary>Jinja2; makes the entity's state from <c>value_json</c>. <c>None</c> stands for unknown.</summary>
    public string? ValueTemplate { get; init; }

    /// <summary>Seconds after a state without another, after which nothing is known.</summary>
    public int? ExpireAfter { get; init; }

    public string? CommandTopic { get; init; }

    /// <summary>Jinja2; makes the command from <c>value</c>.</summary>
    public string? CommandTemplate { get; init; }

    public string? PayloadPress { get; init; }

    public string? PayloadOn { get; init; }

    public string? PayloadOff { get; init; }

    public string? StateOn { get; init; }

    public string? StateOff { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public double? Step { get; init; }

    public string? Mode { get; init; }

    public string? ImageTopic { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Where it differs from the device's.</summary>
    public IReadOnlyList<Availability>? Availability { get; init; }
}
