using Defects.Shared.Bundles;
using Defects.Trainer.Retraining;

namespace Defects.Trainer.Tests.Retraining;

public sealed class PromotionTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public PromotionTests()
    {
        Directory.CreateDirectory(_models.File("1"));
        Directory.CreateDirectory(_models.File("2"));
    }

    public void Dispose() => _models.Dispose();

    [Fact]
    public void PromoteFirst_NoChampionYet_MakesOneAndNeverReplacesIt()
    {
        Assert.True(Promotion.PromoteFirst(_models.Path, 1));
        Assert.False(Promotion.PromoteFirst(_models.Path, 2));
        Assert.Equal((1, null, null), Aliases());
    }

    [Fact]
    public void Promote_OverAChampion_KeepsTheWayBack()
    {
        Promotion.Promote(_models.Path, 1);
        Promotion.Promote(_models.Path, 2);
        Assert.Equal((2, 1, null), Aliases());
    }

    [Fact]
    public void Keep_Loser_IsChallengerAndTheChampionStays()
    {
        Promotion.Promote(_models.Path, 1);
        Promotion.Keep(_models.Path, 2);
        Assert.Equal((1, null, 2), Aliases());
    }

    [Fact]
    public void RollBack_AfterAPromotion_PutsThePreviousBackAndCanBeUndone()
    {
        Promotion.Promote(_models.Path, 1);
        Promotion.Promote(_models.Path, 2);
        Assert.Equal(1, Promotion.RollBack(_models.Path));
        Assert.Equal((1, 2, null), Aliases());
        Assert.Equal(2, Promotion.RollBack(_models.Path));
    }

    [Fact]
    public void RollBack_NothingWasReplaced_SaysSo()
    {
        Promotion.Promote(_models.Path, 1);
        Assert.Contains("nothing was ever replaced", Assert.Throws<BundleException>(() => Promotion.RollBack(_models.Path)).Message);
    }

    [Fact]
    public void Promote_SecondAliasCannotBeSet_HasTakenTheStepAndCanBeRepeated()
    {
        Promotion.Promote(_models.Path, 1);
        Directory.CreateDirectory(_models.File("previous/in the way"));

        Assert.Throws<IOException>(() => Promotion.Promote(_models.Path, 2));
        Assert.Equal((2, null, null), Aliases());

        Directory.Delete(_models.File("previous"), recursive: true);
        Promotion.Replace(_models.Path, before: 1, version: 2);
        Assert.Equal((2, 1, null), Aliases());
    }

    [Fact]
    public void RollBack_PreviousIsTheChampion_IsRefusedAndNamesTheVersions()
    {
        BundleAliases.Set(_models.Path, BundleLayout.Champion, 2);
        BundleAliases.Set(_models.Path, BundleLayout.Previous, 2);

        var refused = Assert.Throws<BundleException>(() => Promotion.RollBack(_models.Path));

        Assert.Contains("champion and previous are both version 2", refused.Message);
        Assert.Contains("one of 1, 2", refused.Message);
    }

    private (int? Champion, int? Previous, int? Challenger) Aliases() => (
        BundleAliases.VersionOf(_models.Path, BundleLayout.Champion),
        BundleAliases.VersionOf(_models.Path, BundleLayout.Previous),
        BundleAliases.VersionOf(_models.Path, BundleLayout.Challenger));
}
