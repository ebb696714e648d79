using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Replay;

/// <summary>
/// PrintGuard's rule: an alarm after three frames in a row at or above the threshold, one below begins anew; quiet for a minute after an
/// alarm. Its score lies between 0 and 1 and so does the model's probability, which stands for it. Published threshold: 0.75.
/// </summary>
internal sealed record ThreeInARow(double Threshold = 0.75) : IRivalRule
{
    private const int Frames = 3;
    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(1);

    public string Name => "3 in a row";

    public IRivalRule WithThreshold(double threshold) => this with { Threshold = threshold };

    public IReadOnlyList<TimeSpan> Begins(ScoreLog log, DefectClass item)
    {
        var column = log.Header.Classes.ToList().IndexOf(item);
        List<TimeSpan> begins = [];
        var row = 0;
        foreach (var frame in log.Frames)
        {
            row = frame.Probabilities[column] >= Threshold ? row + 1 : 0;
            if (row == Frames && (begins.Count == 0 || frame.At - begins[^1] >= Cooldown))
            {
                begins.Add(frame.At);
            }
        }

        return begins;
    }
}
