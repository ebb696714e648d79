namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>The program that announces.</summary>
internal sealed record DiscoveryOrigin(string Name, string SwVersion);
