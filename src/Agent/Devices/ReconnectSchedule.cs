namespace Defects.Agent.Devices;

/// <summary>How long to wait before a camera or a printer is tried again.</summary>
/// <param name="Delays">After the first failure in a row, the second, and so on; the last one repeats.</param>
/// <param name="BreakAfter">Failures in a row after which the circuit is open: the device is given up on but for a try now and then.</param>
/// <param name="OpenDelay">Between two tries of an open circuit.</param>
/// <param name="Jitter">Share of a delay by which it may be shorter or longer, so that forty devices behind one switch do not
/// come back in one breath.</param>
internal sealed record ReconnectSchedule(IReadOnlyList<TimeSpan> Delays, int BreakAfter, TimeSpan OpenDelay, double Jitter)
{
    /// <summary>
    /// A device that comes back is seen within ten seconds in the first ten minutes, which is a printer started anew, a cable or
    /// a switch; one that was away for longer was switched off, and half a minute is soon enough.
    /// </summary>
    public static ReconnectSchedule Default { get; } = new(
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6)],
        BreakAfter: 100,
        OpenDelay: TimeSpan.FromSeconds(30),
        Jitter: 0.2);

    /// <param name="failures">Failures in a row, 1 or more.</param>
    /// <param name="draw">A random number in [0, 1).</param>
    public TimeSpan DelayAfter(int failures, double draw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var delay = failures >= BreakAfter ? OpenDelay : Delays[Math.Min(failures, Delays.Count) - 1];
        return delay * (1 + (Jitter * ((2 * draw) - 1)));
    }
}
