using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class CalibrationOptionsTests
{
    [Fact]
    public void Defaults_HaveNoProblem_AndARuleBySeverity()
    {
        var options = new CalibrationOptions();

        Assert.Empty(options.Problems());
        Assert.Empty(options.Problems(CalibrationData.Classes));
        Assert.Equal(new ThresholdRule(ThresholdCriterion.FBeta, 1), options.RuleOf(DefectClass.Spaghetti));
        Assert.Equal(new ThresholdRule(ThresholdCriterion.FBeta, 1), options.RuleOf(DefectClass.Stringing));
        Assert.Equal(0.5, (options with { WarnBeta = 0.5 }).RuleOf(DefectClass.Stringing).Value);
        Assert.Equal(1, (options with { WarnBeta = 0.5 }).RuleOf(DefectClass.Spaghetti).Value);
    }

    [Fact]
    public void Problems_EveryValueOutOfItsRange_AreToldAtOnce()
    {
        var options = new CalibrationOptions
        {
            DeployedPrior = CalibrationData.Prior(0.7, 0, 0.2),
            ThresholdRules = new Dictionary<DefectClass, ThresholdRule>
            {
                [DefectClass.Good] = new(ThresholdCriterion.FBeta, 1),
                [DefectClass.Spaghetti] = new(ThresholdCriterion.PrecisionTarget, 1),
            },
            FailBeta = 0,
            WarnBeta = double.NaN,
            Confidence = 1,
            ResetShare = 0,
            Bootstraps = 0,
        };

        Assert.Collection(
            options.Problems(),
            line => Assert.StartsWith("deployed prior stringing = 0: expected above 0", line),
            line => Assert.StartsWith("deployed prior: the shares add up to 0.9", line),
            line => Assert.Equal("threshold of severity Fail: beta 0: expected above 0 to 10", line),
            line => Assert.Equal("threshold of severity Warn: beta NaN: expected above 0 to 10", line),
            line => Assert.Equal("threshold of good: it is no defect and has none", line),
            line => Assert.Equal("threshold of spaghetti: precision 1: expected above 0 to 0.999", line),
            line => Assert.StartsWith("confidence 1:", line),
            line => Assert.StartsWith("reset share 0:", line),
            line => Assert.StartsWith("bootstraps 0:", line));
    }

    [Fact]
    public void Problems_OfTheModelsClasses_NamesWhatIsMissingAndWhatIsTooMany() => Assert.Equal(
        [
            "deployed prior under_extrusion: the training data has no such class, only good, stringing, spaghetti",
            "deployed prior: no share of spaghetti, which the model will know",
            "deployed prior: no share of stringing, which the model will know",
            "threshold of over_extrusion: the training data has no such class, only good, stringing, spaghetti",
        ],
        new CalibrationOptions
        {
            DeployedPrior = new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.5, [DefectClass.UnderExtrusion] = 0.5 },
            ThresholdRules = new Dictionary<DefectClass, ThresholdRule> { [DefectClass.OverExtrusion] = new(ThresholdCriterion.FBeta, 1) },
        }.Problems(CalibrationData.Classes).Order(StringComparer.Ordinal));

    [Fact]
    public void TryParsePrecisionTarget_ClassAndNumber_IsARule()
    {
        Assert.True(ThresholdRule.TryParsePrecisionTarget("spaghetti=0.9", out var item, out var rule, out var problem));
        Assert.Equal((DefectClass.Spaghetti, new ThresholdRule(ThresholdCriterion.PrecisionTarget, 0.9), null), (item, rule, problem));
    }

    [Theory]
    [InlineData("spaghetti", "expected CLASS=PRECISION such as spaghetti=0.9")]
    [InlineData("spaghetti=0,9", "expected CLASS=PRECISION such as spaghetti=0.9")]
    [InlineData("spaghetti=0.9=1", "expected CLASS=PRECISION such as spaghetti=0.9")]
    [InlineData("noodles=0.9", "'noodles' is no defect; expected one of under_extrusion, stringing, over_extrusion, spaghetti")]
    [InlineData("good=0.9", "'good' is no defect; expected one of under_extrusion, stringing, over_extrusion, spaghetti")]
    [InlineData("spaghetti=90", "precision 90: expected above 0 to 0.999")]
    [InlineData("spaghetti=0", "precision 0: expected above 0 to 0.999")]
    public void TryParsePrecisionTarget_AnythingElse_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(ThresholdRule.TryParsePrecisionTarget(text, out _, out _, out var problem));
        Assert.Equal($"--precision-target {text}: {expected}", problem);
    }

    [Fact]
    public void TryParsePrecisionTarget_AnyText_IsARuleWithoutProblemOrAProblem() => Gen.String.Sample(text =>
        Assert.True(ThresholdRule.TryParsePrecisionTarget(text, out _, out var rule, out var problem) ? rule.Problem() is null : problem.Length > 0));
}
