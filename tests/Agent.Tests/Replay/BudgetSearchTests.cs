using Defects.Agent.Alerts;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Replay;

public sealed class BudgetSearchTests
{
    private static readonly AlertRule Rule = AlertRule.BuiltIn(new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.3, 0)) with { TimeConstant = TimeSpan.FromSeconds(10), SetHold = TimeSpan.FromSeconds(15) };

    /// <summary>
    /// A good print whose evidence settles at 0.5 for ten minutes, and a failure that settles at 0.8. Thresholds up to 0.5 alarm
    /// falsely (of the grid the last is 0.49); those above 0.8 miss (the last below is 0.79). The lowest that is quiet is 0.51.
    /// </summary>
    private static readonly IReadOnlyList<ScoreLog> Prints =
    [
        Logs.Of(3600, null, second => second is >= 600 and < 1200 ? 0.5 : 0),
        Logs.Of(3600, 1800, second => second >= 1800 ? 0.8 : 0),
    ];

    [Fact]
    public void Choose_BudgetThatLeavesRoomForNoAlarm_TakesAQuietThreshold()
    {
        // 1.5 hours were good: one an hour allows 1.5, and one more than was seen must be within it.
        var best = BudgetSearch.Choose(Curve(), AlarmBudget.Parse("1/h")!)!;

        // 0.8 (1 - exp(-t / 10)), t from 5 s before the onset: 0.315, 0.506, 0.621 at 0, 5, 10 s. From 0.51 to 0.61 all begin 15 s
        // after 10 s, and of equals the highest is the safest: 0.61.
        Assert.Equal(0.61, best.Rule.Set, 9);
        Assert.Equal(0.305, best.Rule.Reset, 9);
        Assert.Equal(TimeSpan.FromSeconds(25), best.Figures.Within(0.5));
        Assert.Equal((0, 0), (best.Figures.FalseAlarms, best.Figures.Missed));
    }

    [Fact]
    public void Choose_BudgetThatAllowsTheAlarm_IsFaster()
    {
        // 1.5 hours at two an hour allow 3. 0.315 at the onset itself: 0.31 begins 15 s after it.
        var best = BudgetSearch.Choose(Curve(), AlarmBudget.Parse("2/h")!)!;
        Assert.Equal(0.31, best.Rule.Set, 9);
        Assert.Equal(TimeSpan.FromSeconds(15), best.Figures.Within(0.5));
        Assert.Equal(1, best.Figures.FalseAlarms);
    }

    [Fact]
    public void Choose_HoldsThatMayChange_GivesUpTheHoldFirst()
    {
        // Without a hold 0.61 is reached at 10 s, and 0.51 to 0.61 are quiet: nothing else is as fast.
        var best = BudgetSearch.Choose(BudgetSearch.Curves(Prints, [Rule], holds: true)[DefectClass.Spaghetti], AlarmBudget.Parse("1/h")!)!;
        Assert.Equal((0.61, TimeSpan.Zero), (best.Rule.Set, best.Rule.SetHold));
        Assert.Equal(TimeSpan.FromSeconds(10), best.Figures.Within(0.5));
    }

    [Theory]
    [InlineData(0, 731, true)]
    [InlineData(0, 730, false)]
    [InlineData(1, 1461, true)]
    [InlineData(1, 1460, false)]
    public void Keeps_OneAMonth_AsksForAMonthMoreThanAlarmsWereSeen(int falseAlarms, int hours, bool keeps) => Assert.Equal(
        keeps, BudgetSearch.Keeps(new ClassFigures(DefectClass.Spaghetti, [], 0, falseAlarms, TimeSpan.FromHours(hours)), AlarmBudget.Parse("1/month")!));

    [Fact]
    public void Choose_NoFailureInAnyPrint_ChoosesNothing()
    {
        IReadOnlyList<ScoreLog> good = [Prints[0]];
        Assert.Null(BudgetSearch.Choose(BudgetSearch.Curves(good, [Rule], holds: false)[DefectClass.Spaghetti], AlarmBudget.Parse("1/h")!));
    }

    [Theory]
    [InlineData("1/month", 1 / 730.5)]
    [InlineData("2/week", 2 / 168.0)]
    [InlineData("1/day", 1 / 24.0)]
    [InlineData("0.5/100h", 0.005)]
    [InlineData(" 3 / h ", 3)]
    public void Parse_Budget_IsCountedByTheHour(string text, double perHour) => Assert.Equal(perHour, AlarmBudget.Parse(text)!.PerHour, 12);

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0/h")]
    [InlineData("1/0h")]
    [InlineData("-1/h")]
    [InlineData("1/year of the dog")]
    [InlineData("1e9/h")]
    public void Parse_WhatIsNoBudget_IsNone(string text) => Assert.Null(AlarmBudget.Parse(text));

    [Fact]
    public void Fastest_RulesThatOthersBeat_AreNotDrawn()
    {
        TradeOff Point(int alarms, int? seconds) => new(Rule, new ClassFigures(
            DefectClass.Spaghetti, seconds is { } s ? [TimeSpan.FromSeconds(s)] : [], seconds is null ? 1 : 0, alarms, TimeSpan.FromHours(1)));
        TradeOff[] curve = [Point(0, null), Point(0, 90), Point(1, 60), Point(2, 60), Point(3, 70), Point(4, 20)];
        Assert.Equal([curve[1], curve[2], curve[5]], TradeOffPlot.Fastest(curve));
    }

    private static IReadOnlyList<TradeOff> Curve() => BudgetSearch.Curves(Prints, [Rule], holds: false)[DefectClass.Spaghetti];
}
