namespace Defects.Trainer.Tests.Training;

public sealed class EpochReportTests
{
    [Fact]
    public void SelectionScore_AnyEpoch_IsHalfMacroF1AndHalfBalancedAccuracy()
    {
        var report = Reports.Epoch(1, 0.5);

        Assert.Equal(0.7, (report with { Validation = report.Validation with { MacroF1 = 0.6, BalancedAccuracy = 0.8 } }).SelectionScore, 12);
    }
}
