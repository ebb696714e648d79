using Defects.Agent.HardCases;
using Defects.Shared.Bundles;
using Defects.Shared.HardCases;

namespace Defects.Agent.Tests.HardCases;

public sealed class HardCaseChooserTests
{
    // Columns: good, under_extrusion, stringing, spaghetti; every set threshold is 0.6.
    private static readonly ModelDescription Model = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    [Theory]
    [InlineData(0.46f, true)]
    [InlineData(0.74f, true)]
    [InlineData(0.44f, false)]
    [InlineData(0.76f, false)]
    public void ReasonsToKeep_SpaghettiAroundItsThreshold_KeepsBothSides(float spaghetti, bool kept)
    {
        var reasons = HardCaseChooser.ReasonsToKeep(Model, [1 - spaghetti, 0, 0, spaghetti], band: 0.15);

        Assert.Equal(kept ? [HardCaseReason.NearThreshold] : [], reasons);
    }

    [Fact]
    public void ReasonsToKeep_GoodNearSixTenths_IsNoReason()
    {
        Assert.Empty(HardCaseChooser.ReasonsToKeep(Model, [0.6f, 0.2f, 0.1f, 0.1f], band: 0.15));
    }

    [Fact]
    public void ReasonsToKeep_NoNumber_IsNoReason()
    {
        Assert.Empty(HardCaseChooser.ReasonsToKeep(Model, [float.NaN, float.NaN, float.NaN, float.NaN], band: 0.15));
    }
}
