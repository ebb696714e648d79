using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Replay;

/// <summary>
/// Obico's rule with its published constants. Its p is the sum of the confidences of all spaghetti found in a picture; here it is the model's
/// probability of the class. It looks every 10 s and counts in frames, so it is given every frame that is 10 s from the last.
/// <para>
/// ewm += 2/13 (p - ewm); the means short and long over 310 and 7,200 frames, at first over those there are; adjusted = sensitivity
/// (ewm - long). Safe for 30 frames; failing above 0.78; never below 0.38; in between where adjusted is above 3.8 (short - long).
/// The same alarm is not told again within 90 s. The means begin with the log: what a printer's long mean remembers of prints before
/// is not simulated.
/// </para>
/// </summary>
/// <param name="Threshold">0.38 at the published sensitivity of 1, which is what its users turn: the one is 0.38 by the other.</param>
internal sealed record ObicoRule(double Threshold = ObicoRule.Low) : IRivalRule
{
    private const double Low = 0.38, High = 0.78, ShortMultiple = 3.8, Alpha = 2.0 / 13;
    private const int Short = 310, Long = 7200, Safe = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(90);

    public string Name => "Obico";

    public IRivalRule WithThreshold(double threshold) => this with { Threshold = threshold };

    public IReadOnlyList<TimeSpan> Begins(ScoreLog log, DefectClass item)
    {
        var column = log.Header.Classes.ToList().IndexOf(item);
        List<TimeSpan> begins = [];
        var (failing, due) = (false, TimeSpan.Zero);
        var state = default(State);
        foreach (var frame in log.Frames.Where(frame => frame.At >= due || frame.At == TimeSpan.Zero))
        {
            due = frame.At + Interval;
            state = state.Observe(frame.Probabilities[column]);
            var fails = state.Fails(Low / Threshold);
            if (fails && !failing && (begins.Count == 0 || frame.At - begins[^1] >= Cooldown))
            {
                begins.Add(frame.At);
            }

            failing = fails;
        }

        return begins;
    }

    /// <summary>What the rule remembers.</summary>
    internal readonly record struct State(int Frames, double Ewm, double ShortMean, double LongMean)
    {
        public State Observe(double p) => new(
            Frames + 1,
            Ewm + (Alpha * (p - Ewm)),
            ShortMean + ((p - ShortMean) / Math.Min(Short, Frames + 1)),
            LongMean + ((p - LongMean) / Math.Min(Long, Frames + 1)));

        public bool Fails(double sensitivity)
        {
            var adjusted = (Ewm - LongMean) * sensitivity;
            return Frames > Safe && adjusted >= Low && (adjusted > High || adjusted > ShortMultiple * (ShortMean - LongMean));
        }
    }
}
