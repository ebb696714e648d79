namespace Defects.Agent.Messaging;

/// <summary>A message that must reach the broker.</summary>
/// <param name="Topic">Where to.</param>
/// <param name="Payload">The bytes.</param>
/// <param name="ContentType">What they are.</param>
/// <param name="Retain">Whether the broker keeps it for readers that come later; only the newest of a topic then matters.</param>
internal sealed record OutboxMessage(string Topic, byte[] Payload, string ContentType, bool Retain);
