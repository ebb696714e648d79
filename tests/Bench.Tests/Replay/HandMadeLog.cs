using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Tests.Replay;

/// <summary>A log of given scores of spaghetti.</summary>
internal static class HandMadeLog
{
    public static ScoreLog Of(TimeSpan interval, IEnumerable<double> spaghetti)
    {
        ScoredMoment[] frames = [.. spaghetti.Select((p, i) => new ScoredMoment(i * interval, 0, [1 - (float)p, (float)p]))];
        return new ScoreLog(
            new ScoreLogHeader
            {
                ModelSha256 = new string('a', 64),
                Classes = [DefectClass.Good, DefectClass.Spaghetti],
                Cameras = ["bed"],
                Interval = interval,
                Source = "by hand",
                Onsets = new Dictionary<DefectClass, TimeSpan>(),
                Duration = frames.Length * interval,
            },
            frames);
    }
}
