namespace Defects.Agent.Cameras.Quality;

/// <summary>
/// What is held of a camera's pictures, and what they have looked like lately. A verdict changes when the new one has held
/// without a break for its time: one picture taken as the lamp flickers, or a hand that adjusts a part, changes nothing.
/// </summary>
/// <param name="Fault">What is wrong with the pictures; null where nothing is.</param>
/// <param name="Since">When that began to show.</param>
/// <param name="Seen">What the last picture looked like.</param>
/// <param name="SeenSince">Since when all pictures have looked like that.</param>
/// <param name="SeenTimes">How many pictures in a row have looked like that.</param>
internal sealed record FrameQuality(CameraFault? Fault, DateTimeOffset Since, CameraFault? Seen, DateTimeOffset SeenSince, int SeenTimes)
{
    /// <summary>However slowly pictures come, one alone decides nothing.</summary>
    private const int LeastPictures = 3;

    /// <summary>Before the first picture nothing is held against a camera.</summary>
    public static FrameQuality Start { get; } = new(null, DateTimeOffset.MinValue, null, DateTimeOffset.MinValue, 0);

    /// <param name="look">The next picture.</param>
    /// <param name="at">When it was taken; a time before the last one counts as no time passed.</param>
    public FrameQuality Observe(in FrameLook look, DateTimeOffset at, QualityLimits limits)
    {
        var seen = limits.Judge(look, Fault);
        if (seen != Seen || SeenTimes == 0 || at < SeenSince)
        {
            return this with { Seen = seen, SeenSince = at, SeenTimes = 1 };
        }

        var held = this with { SeenTimes = SeenTimes + 1 };
        return seen != Fault && held.SeenTimes >= LeastPictures && at - SeenSince >= limits.HoldOf(seen)
            ? held with { Fault = seen, Since = SeenSince }
            : held;
    }
}
