namespace Defects.Agent.Inference;

/// <summary>
/// When the inference loop last came round: after a batch, or idle with nothing due. Stands still while a run hangs, which is
/// what the watchdog is for.
/// </summary>
internal sealed class InferenceProgress(TimeProvider time)
{
    private long _lastSign = time.GetTimestamp();

    /// <summary>While all is well, never more than <see cref="InferenceEngine.Heartbeat"/> and the length of a batch.</summary>
    public TimeSpan SinceLastSign => time.GetElapsedTime(Interlocked.Read(ref _lastSign));

    internal void Beat() => Interlocked.Exchange(ref _lastSign, time.GetTimestamp());
}
