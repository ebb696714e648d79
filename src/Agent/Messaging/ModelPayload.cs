namespace Defects.Agent.Messaging;

public sealed record ModelPayload(string Name, int Version);
