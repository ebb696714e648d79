using Defects.Trainer.Evaluation;
using Defects.Trainer.Retraining;

namespace Defects.Trainer.Tests.Retraining;

public sealed class PromotionVerdictTests
{
    private static readonly PromotionVerdict Better = new(Promote: true, ["better"], 0.7, 0.8, new Interval(0.05, 0.15), []);

    [Theory]
    [InlineData(3, 2)] // as it was when training began
    [InlineData(4, 2)] // promoted, and killed before all of it was written
    [InlineData(4, 3)]
    public void Unless_StartIsChampionOrTheChallengerAlready_IsTheVerdict(int champion, int previous) =>
        Assert.Same(Better, Better.Unless(version: 4, start: 3, champion, previous));

    [Fact]
    public void Unless_RolledBackWhileTheChallengerWasTrained_KeepsTheChampionAndSaysWhy()
    {
        var verdict = Better.Unless(version: 4, start: 3, champion: 2, previous: 3);

        Assert.False(verdict.Promote);
        Assert.Equal(["better", "it goes on from version 3, in whose place somebody has put version 2 meanwhile: that is not overruled"], verdict.Reasons);
        Assert.Equal((0.7, 0.8), (verdict.ChampionMacroF1, verdict.ChallengerMacroF1));
    }

    [Fact]
    public void Unless_PromotedThenKilledThenRolledBack_IsNotPromotedAgain()
    {
        var verdict = Better.Unless(version: 4, start: 3, champion: 3, previous: 4);

        Assert.False(verdict.Promote);
        Assert.Equal("version 4 was champion already, and somebody has put version 3 in its place: that is not overruled", verdict.Reasons[1]);
    }
}
