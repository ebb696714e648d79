namespace Defects.Agent.Monitoring;

/// <summary>Which model scored.</summary>
internal sealed record ModelId(string Name, int Version);
