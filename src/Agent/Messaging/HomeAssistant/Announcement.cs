namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>A retained message to Home Assistant.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Device">What is there; null takes it away.</param>
internal sealed record Announcement(string Topic, DiscoveryDevice? Device)
{
    /// <summary>An empty one takes the last away.</summary>
    public byte[] Payload => Device is null ? [] : System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(Device, MessageJson.Options);
}
