namespace Defects.Agent.Messaging;

/// <summary>A message in the outbox.</summary>
/// <param name="Id">Its place in the order.</param>
/// <param name="Message">The message.</param>
/// <param name="Added">When it was added.</param>
internal sealed record OutboxEntry(long Id, OutboxMessage Message, DateTimeOffset Added);
