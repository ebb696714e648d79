namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>Where Home Assistant sees whether what it shows is still true.</summary>
internal sealed record Availability(string Topic, string ValueTemplate);
