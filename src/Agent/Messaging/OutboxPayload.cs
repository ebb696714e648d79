namespace Defects.Agent.Messaging;

/// <summary>What waits for the broker.</summary>
/// <param name="Waiting">Messages.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Dropped">Messages given up since the outbox was made, because they grew too old, were too many, or were refused.</param>
/// <param name="Volatile">The disk cannot be written: what waits would not outlive a crash.</param>
internal sealed record OutboxPayload(long Waiting, long Bytes, long Dropped, bool Volatile);
