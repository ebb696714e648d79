using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Replay;

/// <summary>The rules of others over the same prints.</summary>
internal static class Rivals
{
    public static IReadOnlyList<IRivalRule> All { get; } = [new ObicoRule(), new ThreeInARow()];

    public static ClassFigures Figures(IRivalRule rule, DefectClass item, IReadOnlyList<ScoreLog> logs) =>
        ClassFigures.Of(item, logs.Select(log => (log.Header, rule.Begins(log, item))));

    /// <summary>
    /// The same rule with the threshold at which it is fastest without more false alarms than ours had. It is found on the very prints of
    /// the report, which flatters the rival.
    /// </summary>
    /// <param name="falseAlarms">What it may have.</param>
    /// <returns>Null where it has more of them at every threshold.</returns>
    public static (IRivalRule Rule, ClassFigures Figures)? AsQuietAs(IRivalRule rule, DefectClass item, IReadOnlyList<ScoreLog> logs, int falseAlarms) => Enumerable
        .Range(1, 99)
        .AsParallel()
        .AsOrdered()
        .Select(percent => rule.WithThreshold(percent / 100.0))
        .Select(turned => (Rule: turned, Figures: Figures(turned, item, logs)))
        .AsEnumerable()
        .Where(point => point.Figures.FalseAlarms <= falseAlarms)
        .OrderBy(point => point.Figures.Within(0.5) ?? TimeSpan.MaxValue)
        .ThenBy(point => point.Figures.Missed)
        .ThenBy(point => point.Figures.Within(0.95) ?? TimeSpan.MaxValue)
        .Select(point => ((IRivalRule, ClassFigures)?)point)
        .FirstOrDefault();
}
