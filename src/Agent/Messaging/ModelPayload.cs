namespace Defects.Agent.Messaging;

internal sealed record ModelPayload(string Name, int Version);
