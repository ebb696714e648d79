using Defects.Trainer.Evaluation;
using Defects.Trainer.Retraining;

namespace Defects.Trainer.Tests.Retraining;

public sealed class PromotionVerdictTests
{
    private static readonly PromotionVerdict Better = new(Promote: true, ["better"], 0.7, 0.8, new Interval(0.05, 0.15), []);

    [Fact]
    public void Unless_StartIsChampionStill_IsTheVerdict() => Assert.Same(Better, Better.Unless(start: 3, champion: 3));

    [Fact]
    public void Unless_RolledBackWhileTheChallengerWasTrained_KeepsTheChampionAndSaysWhy()
    {
        var verdict = Better.Unless(start: 3, champion: 2);

        Assert.False(verdict.Promote);
        Assert.Equal(["better", "it goes on from version 3, in whose place somebody has put version 2 meanwhile: that is not overruled"], verdict.Reasons);
        Assert.Equal((0.7, 0.8), (verdict.ChampionMacroF1, verdict.ChallengerMacroF1));
    }
}
