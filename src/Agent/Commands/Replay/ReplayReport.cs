using System.Globalization;
using Defects.Agent.Alerts;
using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Agent.Commands.Replay;

/// <summary>Tells what rules come to on scored prints.</summary>
internal sealed class ReplayReport(IReadOnlyList<ScoreLog> logs, IReadOnlyList<AlertRule> rules, TextWriter output)
{
    /// <summary>The rules as they are.</summary>
    public void Tell()
    {
        var good = TimeSpan.FromTicks(logs.Sum(log => log.Header.GoodFor().Ticks));
        var failures = logs.Count(log => log.Header.Onsets.Count > 0);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{logs.Count} prints, {failures} of them with a failure; {good.TotalHours:0.0} print-hours in which nothing was wrong"));
        output.WriteLine(ReplayTable.Head);
        foreach (var point in BudgetSearch.Try(logs, rules))
        {
            output.WriteLine(ReplayTable.Line("as configured", point.Rule.Set, point.Figures));
        }
    }

    /// <summary>The fastest rules within a budget, as a table, as YAML and as a picture.</summary>
    /// <param name="picture">Where the trade-off curve goes, a PNG.</param>
    /// <returns>The rules that were found, for the classes that have one.</returns>
    public IReadOnlyList<AlertRule> Search(AlarmBudget budget, bool holds, string picture)
    {
        var curves = BudgetSearch.Curves(logs, rules, holds);
        List<TradeOff> chosen = [];
        foreach (var (item, curve) in curves.OrderBy(curve => curve.Key.Id))
        {
            if (BudgetSearch.Choose(curve, budget) is not { } best)
            {
                output.WriteLine(WhyNone(item, curve, budget));
                continue;
            }

            chosen.Add(best);
            output.WriteLine(ReplayTable.Line($"within {budget}", best.Rule.Set, best.Figures));
        }

        TradeOffPlot.Save(picture, curves, chosen, budget);
        if (chosen.Count > 0)
        {
            output.WriteLine();
            output.WriteLine(RulesYaml.Write(chosen.Select(point => point.Rule), rules));
        }

        TellWhatIsProved(chosen, budget);
        output.WriteLine($"curve: {picture}");
        return [.. chosen.Select(point => point.Rule)];
    }

    private static string WhyNone(DefectClass item, IReadOnlyList<TradeOff> curve, AlarmBudget budget)
    {
        var figures = curve[0].Figures;
        return figures.Failures == 0 ? $"{item}: no print fails that way, so nothing tells which threshold is the fastest"
            : budget.Allows(figures.Good) < 1 ? string.Create(
                CultureInfo.InvariantCulture,
                $"{item}: {figures.Good.TotalHours:0.0} print-hours cannot tell whether {budget} is kept; at least {1 / budget.PerHour:0.#} are needed")
            : $"{item}: no threshold keeps {budget}";
    }

    private void TellWhatIsProved(IEnumerable<TradeOff> chosen, AlarmBudget budget)
    {
        foreach (var point in chosen.Where(point => point.Figures.Interval.High > 100 * budget.PerHour))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.Rule.Class}: {budget} is kept on these prints but not proved by them: up to {point.Figures.Interval.High:0.00} in 100 h may be expected, the budget is {100 * budget.PerHour:0.00}"));
        }
    }
}
