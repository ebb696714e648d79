namespace Defects.Agent.Printers;

/// <summary>
/// Whether a camera, or a printer through its cameras, is watched. It follows from the times of the last frame and the last
/// score and from what the scored pictures look like; there is no flag that somebody could forget to clear.
/// </summary>
/// <param name="Mode">Watching or blind.</param>
/// <param name="Reason">Why blind; null while watching.</param>
/// <param name="Since">Since when.</param>
internal sealed record Watch(WatchMode Mode, BlindReason? Reason, DateTimeOffset Since)
{
    /// <summary>
    /// How old a frame or a score may be: three intervals, so that one late frame is forgiven, and 5 s at least, so that fast
    /// cameras may hiccup.
    /// </summary>
    public static TimeSpan Deadline(TimeSpan interval) => interval * 3 > TimeSpan.FromSeconds(5) ? interval * 3 : TimeSpan.FromSeconds(5);

    /// <summary>The state of one camera.</summary>
    /// <param name="before">What this gave last time; it only tells since when a camera has been watching.</param>
    /// <param name="lastFrame">When the last frame arrived, by the clock of <paramref name="now"/>.</param>
    /// <param name="lastScore">When the last scores were ready.</param>
    /// <param name="fault">Why the last scored pictures show no print, and since when; null where they may show one.</param>
    /// <param name="started">Since when frames are waited for: the agent's start, or when the camera was configured.</param>
    /// <param name="now">The time.</param>
    /// <param name="deadline">See <see cref="Deadline"/>.</param>
    public static Watch OfCamera(
        Watch? before,
        DateTimeOffset? lastFrame,
        DateTimeOffset? lastScore,
        (BlindReason Reason, DateTimeOffset Since)? fault,
        DateTimeOffset started,
        DateTimeOffset now,
        TimeSpan deadline)
    {
        if (lastFrame is not { } frame)
        {
            return new Watch(WatchMode.Blind, BlindReason.NoSignal, started);
        }

        if (!IsFresh(frame, now, deadline))
        {
            return new Watch(WatchMode.Blind, BlindReason.Stalled, frame < now ? frame : now);
        }

        if (lastScore is not { } score || !IsFresh(score, now, deadline))
        {
            return new Watch(WatchMode.Blind, BlindReason.NotScored, lastScore is { } last && last < now ? last : started);
        }

        return fault is { } wrong
            ? new Watch(WatchMode.Blind, wrong.Reason, wrong.Since < now ? wrong.Since : now)
            : new Watch(WatchMode.Watching, null, before is { Mode: WatchMode.Watching } ? before.Since : now);
    }

    /// <summary>A printer is watched while one of its cameras is; otherwise it is as blind as the camera that is nearest to watching.</summary>
    /// <param name="cameras">One or more.</param>
    public static Watch OfPrinter(IEnumerable<Watch> cameras) =>
        cameras.OrderBy(camera => camera.Mode).ThenByDescending(camera => camera.Reason).ThenBy(camera => camera.Since).First();

    // A time ahead of the clock proves nothing: after the clock was set back by an hour, a dead camera would pass for a live one
    // for that hour.
    private static bool IsFresh(DateTimeOffset at, DateTimeOffset now, TimeSpan deadline) => (now - at).Duration() <= deadline;
}
