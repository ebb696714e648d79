namespace Defects.Agent.Cameras;

/// <summary>How long to wait before a camera is tried again.</summary>
/// <param name="Delays">After the first failure in a row, the second, and so on; the last one repeats.</param>
/// <param name="Jitter">Share of a delay by which it may be shorter or longer, so that forty cameras behind one switch do not
/// come back in one breath.</param>
internal sealed record ReconnectSchedule(IReadOnlyList<TimeSpan> Delays, double Jitter)
{
    public static ReconnectSchedule Default { get; } = new(
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)],
        Jitter: 0.2);

    /// <param name="failures">Failures in a row, 1 or more.</param>
    /// <param name="draw">A random number in [0, 1).</param>
    public TimeSpan DelayAfter(int failures, double draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        return Delays[Math.Min(failures, Delays.Count) - 1] * (1 + (Jitter * ((2 * draw) - 1)));
    }
}
