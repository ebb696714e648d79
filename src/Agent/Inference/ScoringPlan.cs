namespace Defects.Agent.Inference;

/// <summary>How frames are scored together on the machine at hand.</summary>
/// <param name="SideBySide">
/// Each frame by itself on a thread of its own, in a session of one thread: a CPU wastes nothing on splitting one frame. Otherwise
/// all in one run, which is what an accelerator is for.
/// </param>
/// <param name="Frames">At most so many at a time, a power of two: more gain nothing and make the first wait for the last.</param>
internal sealed record ScoringPlan(bool SideBySide, int Frames)
{
    /// <summary>A plan must save at least this share of a frame's time to be taken before one of fewer frames.</summary>
    private const double LeastGain = 0.05;

    /// <param name="measured">Plans, those of fewer frames first, and what each took for a frame.</param>
    /// <returns>The first than which no other is faster by more than the least gain.</returns>
    public static ScoringPlan Fastest(IReadOnlyList<(ScoringPlan Plan, TimeSpan Each)> measured)
    {
        var best = measured.Min(item => item.Each);
        return measured.First(item => item.Each * (1 - LeastGain) <= best).Plan;
    }

    public override string ToString() => SideBySide ? $"{Frames} frames side by side" : $"{Frames} frames a run";
}
