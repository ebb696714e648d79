namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>Retained on <c>&lt;prefix&gt;/device/&lt;object id&gt;/config</c>: a device with all of its entities.</summary>
internal sealed record DiscoveryDevice
{
    public required DeviceInfo Device { get; init; }

    public required DiscoveryOrigin Origin { get; init; }

    /// <summary>By a name that is unique in the device.</summary>
    public required IReadOnlyDictionary<string, DiscoveryComponent> Components { get; init; }

    /// <summary>Of all entities that have none of their own.</summary>
    public IReadOnlyList<Availability>? Availability { get; init; }

    /// <summary>What must hold where there are several.</summary>
    public string AvailabilityMode => "all";

    /// <summary>Of states that are heard and commands that are sent.</summary>
    public int Qos => 1;
}
