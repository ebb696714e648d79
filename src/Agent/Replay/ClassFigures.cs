using Defects.Shared.Classes;

namespace Defects.Agent.Replay;

/// <summary>What a rule came to over many prints, for one class.</summary>
/// <param name="Delays">From a failure's onset to the first alert that began after it, the shortest first; failures without one are not in it.</param>
/// <param name="Missed">Failures without an alert.</param>
/// <param name="FalseAlarms">Alerts that began while nothing was wrong.</param>
/// <param name="Good">Print time in which nothing was wrong.</param>
internal sealed record ClassFigures(DefectClass Class, IReadOnlyList<TimeSpan> Delays, int Missed, int FalseAlarms, TimeSpan Good)
{
    public int Failures => Delays.Count + Missed;

    public double PerHundredHours => 100 * FalseAlarms / Good.TotalHours;

    /// <summary>False alarms in 100 print-hours, 95 %.</summary>
    public PoissonInterval Interval
    {
        get
        {
            var count = PoissonInterval.Of(FalseAlarms);
            return new PoissonInterval(100 * count.Low / Good.TotalHours, 100 * count.High / Good.TotalHours);
        }
    }

    /// <summary>
    /// The delay that this share of all failures stays within; a missed one counts as endless.
    /// Null where there is no failure, or where so many were not found.
    /// </summary>
    public TimeSpan? Within(double share)
    {
        var rank = Math.Max(1, (int)Math.Ceiling(share * Failures));
        return rank <= Delays.Count ? Delays[rank - 1] : null;
    }

    /// <summary>
    /// An alert of another class after the onset is neither found nor false: the print is lost, and somebody was told. One of the
    /// class that was open before the onset tells nobody of the failure.
    /// </summary>
    /// <param name="replays">Each print with when its alerts of the class began.</param>
    public static ClassFigures Of(DefectClass item, IEnumerable<(ScoreLogHeader Print, IReadOnlyList<TimeSpan> Begins)> replays)
    {
        List<TimeSpan> delays = [];
        var (missed, falseAlarms, good) = (0, 0, TimeSpan.Zero);
        foreach (var (print, begins) in replays)
        {
            good += print.GoodFor();
            falseAlarms += begins.Count(begin => begin < print.GoodFor());
            if (print.Onsets.TryGetValue(item, out var onset))
            {
                var first = begins.Where(begin => begin >= onset).Select(begin => (TimeSpan?)begin).Min();
                missed += first is null ? 1 : 0;
                delays.AddRange(first is { } at ? [at - onset] : []);
            }
        }

        delays.Sort();
        return new ClassFigures(item, delays, missed, falseAlarms, good);
    }
}
