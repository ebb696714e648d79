namespace Defects.Agent.Messaging.Commands;

/// <summary>
/// How many commands each printer still takes, of each kind by itself: an automation that ran away must not keep a veto from being heard.
/// Thread-safe.
/// </summary>
internal sealed class CommandLimits(TimeProvider time)
{
    private readonly Dictionary<(string Printer, string Kind), CommandLimit> _limits = [];
    private readonly Lock _lock = new();
    private long _dropped;

    /// <summary>Commands that were passed over since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <param name="printer">One that there is, or empty for all others.</param>
    /// <param name="command">As in its topic.</param>
    /// <inheritdoc cref="CommandLimit.Take"/>
    public (bool IsTaken, bool IsFirstRefused) Take(string printer, string command)
    {
        // Anybody may make up names; all of those are one kind.
        var key = (printer, CommandReader.Members.ContainsKey(command) ? command : "");
        lock (_lock)
        {
            var (next, isTaken, isFirst) = _limits.GetValueOrDefault(key, CommandLimit.Full).Take(time.GetElapsedTime(0));
            _limits[key] = next;
            _dropped += isTaken ? 0 : 1;
            return (isTaken, isFirst);
        }
    }
}
