using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Replay;

/// <summary>Score logs made by hand: spaghetti as given, the rest of the probability to good.</summary>
internal static class Logs
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <param name="seconds">How long; a frame every 5 s from 0 on.</param>
    /// <param name="onset">When spaghetti began, seconds; null for a good print.</param>
    public static ScoreLog Of(int seconds, int? onset, Func<int, double> spaghetti) => new(
        Header(TimeSpan.FromSeconds(seconds), onset is { } at ? new() { [DefectClass.Spaghetti] = TimeSpan.FromSeconds(at) } : []),
        [.. Enumerable.Range(0, seconds / 5).Select(i => new ScoredMoment(
            i * Interval, 0, [1 - (float)spaghetti(5 * i), 0, (float)spaghetti(5 * i)]))]);

    public static ScoreLogHeader Header(TimeSpan duration, Dictionary<DefectClass, TimeSpan> onsets) => new()
    {
        ModelSha256 = new string('a', 64),
        Classes = [DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti],
        Cameras = ["bed"],
        Interval = Interval,
        Source = "by hand",
        Onsets = onsets,
        Duration = duration,
    };
}
