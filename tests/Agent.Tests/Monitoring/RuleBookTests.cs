using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

public sealed class RuleBookTests
{
    private static readonly ModelDescription Model = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    [Fact]
    public void For_NothingConfigured_TakesTheModelsThresholdsAndBuiltInTimes()
    {
        var rule = Spaghetti(new AlertRuleOptions(), new AlertRuleOptions());

        Assert.Equal(AlertRule.BuiltIn(Model.ThresholdOf(DefectClass.Spaghetti)) with { Countdown = null }, rule);
        Assert.Equal((6, 8, 60, 300), (rule.TimeConstant.TotalSeconds, rule.SetHold.TotalSeconds, rule.ResetHold.TotalSeconds, rule.Cooldown.TotalSeconds));
    }

    [Fact]
    public void For_ClassThatIsTurnedOff_HasNoRuleWhereThePrinterDoesNotTurnItOn()
    {
        IEnumerable<DefectClass> Classes(bool? ofPrinter) => RuleBook.For(
            Model,
            new AgentOptions { Alerts = new() { ["stringing"] = new() { Enabled = false } } },
            new PrinterOptions { Cameras = new() { ["bed"] = new() }, Alerts = new() { ["stringing"] = new() { Enabled = ofPrinter } } },
            null, OperatorSettings.None).Classes.Select(rule => rule.Class);

        Assert.DoesNotContain(DefectClass.Stringing, Classes(null));
        Assert.Contains(DefectClass.Spaghetti, Classes(null));
        Assert.Contains(DefectClass.Stringing, Classes(true));
    }

    [Fact]
    public void For_BothConfigured_ThePrinterPrevails()
    {
        var rule = Spaghetti(
            new AlertRuleOptions { Set = 0.7, Reset = 0.5, Cooldown = TimeSpan.FromMinutes(1), SetHold = TimeSpan.FromSeconds(5) },
            new AlertRuleOptions { Set = 0.9, SetHold = TimeSpan.FromSeconds(30) });

        Assert.Equal((0.9, 0.5), (rule.Set, rule.Reset));
        Assert.Equal(TimeSpan.FromMinutes(1), rule.Cooldown);
        Assert.Equal(TimeSpan.FromSeconds(30), rule.SetHold);
    }

    [Fact]
    public void For_PrinterThatCanBeSpokenTo_SpaghettiPausesAfterACountdownAndTheOthersDoNot()
    {
        TimeSpan? CountdownOf(AlertRuleOptions own, DefectClass item) => RuleBook.For(
            Model,
            new AgentOptions(),
            new PrinterOptions { Link = new() { Address = "mqtt" }, Cameras = new() { ["bed"] = new() }, Alerts = new() { [item.Name] = own } },
            null, OperatorSettings.None).Classes.Single(rule => rule.Class == item).Countdown;

        Assert.Equal(TimeSpan.FromSeconds(60), CountdownOf(new AlertRuleOptions(), DefectClass.Spaghetti));
        Assert.Equal(TimeSpan.FromSeconds(20), CountdownOf(new AlertRuleOptions { Countdown = TimeSpan.FromSeconds(20) }, DefectClass.Spaghetti));
        Assert.Null(CountdownOf(new AlertRuleOptions { Action = "notify", Countdown = TimeSpan.FromSeconds(20) }, DefectClass.Spaghetti));
        Assert.Null(CountdownOf(new AlertRuleOptions(), DefectClass.Stringing));
        Assert.Equal(TimeSpan.FromSeconds(60), CountdownOf(new AlertRuleOptions { Action = "pause" }, DefectClass.Stringing));
    }

    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(0.95, 0.6)]
    public void For_ThresholdOfAnOperator_PrevailsWhereItIsWithinReachOfThisModel(double wanted, double inForce)
    {
        var settings = OperatorSettings.None with { Thresholds = OperatorSettings.None.Thresholds.Add(DefectClass.Spaghetti, wanted) };
        var rule = RuleBook.For(Model, new AgentOptions(), new PrinterOptions { Cameras = new() { ["bed"] = new() } }, null, settings)
            .Classes.Single(item => item.Class == DefectClass.Spaghetti);

        Assert.Equal(inForce, rule.Set);
        Assert.Equal(inForce * 2 / 3, rule.Reset, 9);
    }

    [Fact]
    public void For_OnlySetConfigured_ResetFollowsInProportion()
    {
        var shipped = Model.ThresholdOf(DefectClass.Spaghetti);
        var rule = Spaghetti(new AlertRuleOptions { Set = shipped.Set / 2 }, new AlertRuleOptions());

        Assert.Equal(shipped.Reset / 2, rule.Reset, 9);
    }

    [Fact]
    public void For_Cameras_TheSlowestSaysWhenOneIsStale()
    {
        var printer = new PrinterOptions { Cameras = new() { ["a"] = new() { Interval = TimeSpan.FromSeconds(1) }, ["b"] = new() { Interval = TimeSpan.FromSeconds(10) } } };

        Assert.Equal(TimeSpan.FromSeconds(30), RuleBook.For(Model, new AgentOptions(), printer, null, OperatorSettings.None).Stale);
    }

    [Theory]
    [InlineData("PETG", 0.8, 0.3)]
    [InlineData("petg", 0.8, 0.3)]
    [InlineData("PLA", 0.7, 0.3)]
    [InlineData(null, 0.7, 0.3)]
    public void For_Material_IsOverTheAgentsAndUnderThePrinters(string? material, double stringing, double spaghetti)
    {
        var agent = new AgentOptions
        {
            Alerts = new() { ["stringing"] = new() { Set = 0.7 } },
            Materials = new() { ["PETG"] = new() { Alerts = new() { ["stringing"] = new() { Set = 0.8 }, ["spaghetti"] = new() { Set = 0.9 } } } },
        };
        var printer = new PrinterOptions { Cameras = new() { ["bed"] = new() }, Alerts = new() { ["spaghetti"] = new() { Set = 0.3 } } };

        var rules = RuleBook.For(Model, agent, printer, material, OperatorSettings.None).Classes;

        Assert.Equal((stringing, spaghetti), (SetOf(DefectClass.Stringing), SetOf(DefectClass.Spaghetti)));
        double SetOf(DefectClass item) => rules.Single(rule => rule.Class == item).Set;
    }

    private static AlertRule Spaghetti(AlertRuleOptions agent, AlertRuleOptions printer) => RuleBook.For(
        Model,
        new AgentOptions { Alerts = new() { ["spaghetti"] = agent } },
        new PrinterOptions { Cameras = new() { ["bed"] = new() }, Alerts = new() { ["spaghetti"] = printer } },
        null, OperatorSettings.None).Classes.Single(rule => rule.Class == DefectClass.Spaghetti);
}
