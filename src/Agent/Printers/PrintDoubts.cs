using System.Collections.Immutable;

namespace Defects.Agent.Printers;

/// <summary>
/// When a printer's pictures may have shown a failure, whoever vouched for them: near an alert that nobody called false, a miss that was
/// reported, a pause that a person asked for. No camera is adapted to pictures of those times.
/// </summary>
/// <param name="Times">No two of them touch.</param>
internal sealed record PrintDoubts(ImmutableArray<DoubtedTime> Times)
{
    public static readonly PrintDoubts None = new([]);

    /// <summary>A failure is there before it is found: spaghetti for a minute or some, strings for up to half an hour and more (<c>docs/replay.md</c>).</summary>
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(30);

    /// <summary>Whoever mends it needs a while.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(10);

    /// <summary>Days of alerts, one after the other; pictures that old were taken out long ago.</summary>
    private const int Most = 64;

    /// <summary>Something was wrong from one time to another, and around it.</summary>
    public PrintDoubts About(DateTimeOffset from, DateTimeOffset to)
    {
        var doubted = new DoubtedTime(from - Before, to + After);
        var joined = Times.Where(doubted.Touches).Aggregate(doubted, (all, time) => all.With(time));
        return new([.. Times.Where(time => !doubted.Touches(time)).Append(joined).TakeLast(Most)]);
    }

    public bool Hold(DateTimeOffset at) => Times.Any(time => time.Holds(at));
}
