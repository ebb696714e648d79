namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>A device in Home Assistant's registry.</summary>
/// <param name="Identifiers">Unique in Home Assistant.</param>
/// <param name="Name">What people read.</param>
/// <param name="Model">What it is.</param>
/// <param name="SwVersion">The agent's release.</param>
/// <param name="ViaDevice">The identifier of the device that this one hangs under.</param>
internal sealed record DeviceInfo(IReadOnlyList<string> Identifiers, string Name, string Model, string SwVersion, string? ViaDevice = null)
{
    public string Manufacturer => "Defects";
}
