namespace Defects.Agent.Alerts;

/// <summary>
/// How much speaks for one class on one camera: the exponentially weighted mean of its calibrated probability, with a time
/// constant in seconds, so that the same footage gives the same evidence at any frame rate.
/// </summary>
/// <param name="Value">0 to 1; starts at 0.</param>
/// <param name="At">When the last frame counted, or null before the first.</param>
internal readonly record struct Evidence(double Value, DateTimeOffset? At)
{
    /// <summary>Moves the mean towards <paramref name="probability"/> by the weight 1 - exp(-dt / tau).</summary>
    /// <param name="probability">Calibrated, 0 to 1.</param>
    /// <param name="at">When the frame was taken.</param>
    /// <param name="timeConstant">tau, above zero.</param>
    public Evidence Observe(double probability, DateTimeOffset at, TimeSpan timeConstant)
    {
        // Written so that NaN is refused as well: it would poison the mean for good.
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        }

        var weight = 1 - Math.Exp(-Watched(At, at, timeConstant) / timeConstant);
        return new Evidence(Value + (weight * (probability - Value)), at);
    }

    /// <summary>
    /// The time for which a frame may speak: that since the frame before it, but never more than the time constant.
    /// Without the cap one frame after a long gap would weigh as much as all the frames that were missed; with it, it moves
    /// the mean by at most 63 %, and a second frame has to agree. The first frame speaks for no time at all.
    /// </summary>
    public static TimeSpan Watched(DateTimeOffset? from, DateTimeOffset to, TimeSpan timeConstant)
    {
        if (from is not { } start || to <= start)
        {
            // A clock set back counts as no time; the next frame counts from the new time on.
            return TimeSpan.Zero;
        }

        var elapsed = to - start;
        return elapsed < timeConstant ? elapsed : timeConstant;
    }
}
