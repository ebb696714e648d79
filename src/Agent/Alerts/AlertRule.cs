using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>When an alert of one class begins and ends.</summary>
/// <param name="Class">A defect class.</param>
/// <param name="Set">Evidence from which an alert may begin, in (0, 1).</param>
/// <param name="Reset">Evidence below which it may end, in (0, <paramref name="Set"/>].</param>
/// <param name="TimeConstant">tau of the evidence.</param>
/// <param name="SetHold">Watched time for which evidence must stay at or above <paramref name="Set"/>.</param>
/// <param name="ResetHold">Watched time for which evidence must stay below <paramref name="Reset"/>.</param>
/// <param name="Cooldown">Quiet time between an alert's end and the next one's begin.</param>
internal sealed record AlertRule(
    DefectClass Class,
    double Set,
    double Reset,
    TimeSpan TimeConstant,
    TimeSpan SetHold,
    TimeSpan ResetHold,
    TimeSpan Cooldown)
{
    /// <summary>How long an alert is told before its print is paused; null where it is told only.</summary>
    public TimeSpan? Countdown { get; init; }

    public static readonly TimeSpan DefaultCountdown = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The default thresholds, and holds by how fast the defect ruins a print: spaghetti is a lost
    /// print within a minute, strings and thin walls are a matter of many layers and come and go. What each hold costs in delay and false
    /// alarms is measured by <c>./bench.sh replay</c> (<c>docs/replay.md</c>). Much shorter times for spaghetti would depend on the frame rate:
    /// at a frame in two seconds an alert may not come a fifth later or sooner than at fifteen a second.
    /// </summary>
    public static AlertRule BuiltIn(ClassThreshold threshold)
    {
        var fast = threshold.Class.Severity == Severity.Fail;
        return new AlertRule(
            threshold.Class,
            threshold.Set,
            threshold.Reset,
            TimeConstant: TimeSpan.FromSeconds(fast ? 6 : 60),
            SetHold: TimeSpan.FromSeconds(fast ? 8 : 30),
            ResetHold: TimeSpan.FromSeconds(60),
            Cooldown: TimeSpan.FromMinutes(5))
        {
            Countdown = fast ? DefaultCountdown : null,
        };
    }
}
