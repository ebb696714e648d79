using Defects.Agent.Configuration;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;

namespace Defects.Agent.Tests.Configuration;

/// <summary>The model sets every class at 0.6 and resets it at 0.4.</summary>
public sealed class AlertThresholdsTests
{
    private static readonly ModelDescription Model = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    [Fact]
    public void Problems_NothingOverridden_AreNone() => Assert.Empty(AlertThresholds.Problems(Model, Options(new(), new())));

    [Fact]
    public void Problems_PrintersResetAboveTheModelsSet_NamesKeyValueAndThreshold()
    {
        var problem = Assert.Single(AlertThresholds.Problems(Model, Options(new(), new() { Reset = 0.8 })));

        Assert.Equal(
            "printers:a:alerts:spaghetti:reset = 0.8: expected at most the set threshold, which is 0.6 by model colours/1; lower it, or say set as well",
            problem);
    }

    [Fact]
    public void Problems_AgentsResetAboveTheModelsSet_IsToldOnceForAllPrinters() =>
        Assert.StartsWith("alerts:spaghetti:reset = 0.8: ", Assert.Single(AlertThresholds.Problems(Model, Options(new() { Reset = 0.8 }, new()))));

    [Fact]
    public void Problems_ResetUpToTheSetThreshold_AreNone()
    {
        Assert.Empty(AlertThresholds.Problems(Model, Options(new() { Reset = 0.6 }, new())));
        Assert.Empty(AlertThresholds.Problems(Model, Options(new() { Reset = 0.8, Set = 0.9 }, new())));
    }

    [Fact]
    public void Of_ResetInProportion_NeverRoundsAboveSet()
    {
        var level = new ClassThreshold(DefectClass.Spaghetti, 0.3, 0.3, 0);
        for (var set = 0.05; set < 0.99; set += 0.01)
        {
            var found = AlertThresholds.Of(level, new AlertRuleOptions { Set = set });
            Assert.True(found.Reset <= found.Set, $"{found}");
        }
    }

    [Fact]
    public void Of_ModelWithALowThreshold_RaisesItAndItsResetInProportion()
    {
        var low = Model with { Thresholds = [new(DefectClass.UnderExtrusion, 0.3, 0.15, 0), new(DefectClass.Stringing, 0.6, 0.5, 0), new(DefectClass.Spaghetti, 0.9, 0.7, 0)] };

        Assert.Equal([new(DefectClass.UnderExtrusion, 0.6, 0.3, 0), .. low.Thresholds.Skip(1)], DefaultThresholds.Of(low));
    }

    [Fact]
    public void Remarks_SetFarFromTheModels_NamesBoth()
    {
        Assert.Empty(AlertThresholds.Remarks(Model, Options(new() { Set = 0.7 }, new())));
        var remark = Assert.Single(AlertThresholds.Remarks(Model, Options(new() { Set = 0.7 }, new() { Set = 0.9 })));

        Assert.StartsWith("printers:a:alerts:spaghetti:set = 0.9 is far from 0.6, the default with model colours/1", remark);
    }

    [Fact]
    public void Problems_MaterialsSetUnderTheAgentsReset_NamesBothKeys()
    {
        var options = Options(new() { Reset = 0.5 }, new()) with { Materials = new() { ["PETG"] = new() { Alerts = new() { ["spaghetti"] = new() { Set = 0.45 } } } } };

        Assert.Equal(
            "alerts:spaghetti:reset = 0.5: expected at most the set threshold, which is 0.45 by materials:PETG:alerts:spaghetti; lower it, or say set as well",
            Assert.Single(AlertThresholds.Problems(Model, options)));
    }

    [Fact]
    public void Remarks_MaterialsSetFarFromTheModels_IsToldOnce()
    {
        var options = Options(new(), new()) with { Materials = new() { ["PETG"] = new() { Alerts = new() { ["stringing"] = new() { Set = 0.95 } } } } };

        Assert.StartsWith("materials:PETG:alerts:stringing:set = 0.95 is far from 0.6", Assert.Single(AlertThresholds.Remarks(Model, options)));
    }

    private static AgentOptions Options(AlertRuleOptions agent, AlertRuleOptions printer) => new()
    {
        Alerts = new() { ["spaghetti"] = agent },
        Printers = new() { ["a"] = new() { Alerts = new() { ["spaghetti"] = printer } }, ["b"] = new() },
    };
}
