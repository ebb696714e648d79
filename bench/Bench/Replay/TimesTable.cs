using System.Globalization;
using Defects.Agent.Alerts;
using Defects.Agent.Replay;

namespace Defects.Bench.Replay;

/// <summary>What holds cost at the rules as they are, and what time constants, holds and thresholds come to together, on a coarse grid.</summary>
internal static class TimesTable
{
    private static readonly double[] Sets = [0.6, 0.7, 0.8, 0.9];
    private static readonly TimeSpan[] TimeConstants = [.. new[] { 6, 15, 30, 60 }.Select(seconds => TimeSpan.FromSeconds(seconds))];
    private static readonly TimeSpan[] Holds = [TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(30)];

    /// <param name="budget">Of all points of the grid the one that <see cref="BudgetSearch.Choose"/> takes within it is told at the end, for each class.</param>
    public static void Tell(IReadOnlyList<ScoreLog> logs, IReadOnlyList<AlertRule> rules, AlarmBudget budget, TextWriter output)
    {
        foreach (var hold in BudgetSearch.Holds)
        {
            TellEach(BudgetSearch.Try(logs, [.. rules.Select(rule => rule with { SetHold = hold })]), output);
        }

        List<TradeOff> grid = [];
        foreach (var timeConstant in TimeConstants)
        {
            foreach (var (hold, set) in from hold in Holds from set in Sets select (hold, set))
            {
                var points = BudgetSearch.Try(logs, [.. rules.Select(rule => rule with
                {
                    TimeConstant = timeConstant,
                    SetHold = hold,
                    Set = set,
                    Reset = set * (rule.Reset / rule.Set),
                })]);
                TellEach(points, output);
                grid.AddRange(points);
            }
        }

        foreach (var points in grid.GroupBy(point => point.Rule.Class))
        {
            if (BudgetSearch.Choose(points, budget) is { } best)
            {
                output.WriteLine($"within {budget}, of these:");
                TellEach([best], output);
            }
        }
    }

    private static void TellEach(IEnumerable<TradeOff> points, TextWriter output)
    {
        foreach (var (rule, figures) in points)
        {
            output.WriteLine(ReplayTable.Line(
                string.Create(CultureInfo.InvariantCulture, $"tau {rule.TimeConstant.TotalSeconds:0} s, hold {rule.SetHold.TotalSeconds:0} s"), rule.Set, figures));
        }
    }
}
