namespace Defects.Agent.Messaging;

/// <summary>Gives every message its time, boot and sequence number. Thread-safe.</summary>
internal sealed class MessageStamp(long boot, TimeProvider time)
{
    private long _sequence;

    public long Boot => boot;

    /// <returns>The payload as the bytes to send.</returns>
    public byte[] Write(Payload payload) =>
        MessageJson.Write(payload with { Ts = time.GetUtcNow(), Boot = boot, Seq = Interlocked.Increment(ref _sequence) });
}
