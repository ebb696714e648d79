using Defects.Agent.Alerts;
using Defects.Shared.Classes;

namespace Defects.Agent.Replay;

/// <summary>Finds the rules that keep a false-alarm budget at the shortest delay, by trying them on every print.</summary>
internal static class BudgetSearch
{
    /// <summary>The bounds of what a configuration may say of a set threshold.</summary>
    private const double Lowest = 0.05, Highest = 0.99, Step = 0.02;

    /// <summary>Set holds that are tried beside a rule's own.</summary>
    public static IReadOnlyList<TimeSpan> Holds { get; } = [.. new[] { 0, 5, 10, 15, 30, 90 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    /// <summary>
    /// Every rule of the grid with its figures: set thresholds all over, resets in proportion, and, where holds may change, those as
    /// well. The classes are told apart by the decision, so one replay tries a rule of each.
    /// </summary>
    /// <param name="rules">Where to begin from, one a class.</param>
    public static IReadOnlyDictionary<DefectClass, IReadOnlyList<TradeOff>> Curves(IReadOnlyList<ScoreLog> logs, IReadOnlyList<AlertRule> rules, bool holds)
    {
        var curves = rules.ToDictionary(rule => rule.Class, _ => new List<TradeOff>());
        foreach (var hold in holds ? [null, .. Holds] : new TimeSpan?[] { null })
        {
            for (var set = Lowest; set <= Highest; set = Math.Round(set + Step, 2))
            {
                foreach (var point in Try(logs, [.. rules.Select(rule => With(rule, set, hold))]))
                {
                    curves[point.Rule.Class].Add(point);
                }
            }
        }

        return curves.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<TradeOff>)pair.Value);
    }

    /// <summary>What each rule comes to over all prints.</summary>
    public static IReadOnlyList<TradeOff> Try(IReadOnlyList<ScoreLog> logs, IReadOnlyList<AlertRule> rules)
    {
        var begins = new IReadOnlyDictionary<DefectClass, IReadOnlyList<TimeSpan>>[logs.Count];
        Parallel.For(0, logs.Count, i => begins[i] = PrintReplay.Begins(logs[i], rules));
        return [.. rules.Select(rule => new TradeOff(
            rule, ClassFigures.Of(rule.Class, logs.Zip(begins, (log, begun) => (log.Header, begun[rule.Class])))))];
    }

    /// <summary>
    /// A rule keeps a budget where one false alarm more than were seen would still be within it. That is what is to be expected of so
    /// many seen when nothing else is known, and it asks for as much good printing as the budget gives one alarm: in less of it nearly
    /// any threshold is quiet.
    /// </summary>
    public static bool Keeps(ClassFigures figures, AlarmBudget budget) => figures.FalseAlarms + 1 <= budget.Allows(figures.Good);

    /// <summary>
    /// Of the rules within the budget the one of the shortest median delay; then of the fewest missed failures, the shortest 95th
    /// percentile and the fewest false alarms, and of equals the highest threshold.
    /// </summary>
    /// <returns>Null where no rule keeps the budget, or no print fails so that nothing tells them apart.</returns>
    public static TradeOff? Choose(IEnumerable<TradeOff> curve, AlarmBudget budget) => curve
        .Where(point => point.Figures.Failures > 0 && Keeps(point.Figures, budget))
        .OrderBy(point => point.Figures.Within(0.5) ?? TimeSpan.MaxValue)
        .ThenBy(point => point.Figures.Missed)
        .ThenBy(point => point.Figures.Within(0.95) ?? TimeSpan.MaxValue)
        .ThenBy(point => point.Figures.FalseAlarms)
        .ThenByDescending(point => point.Rule.Set)
        .FirstOrDefault();

    private static AlertRule With(AlertRule rule, double set, TimeSpan? hold) => rule with
    {
        Set = set,
        Reset = Math.Round(set * (rule.Reset / rule.Set), 3),
        SetHold = hold ?? rule.SetHold,
    };
}
