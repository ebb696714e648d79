using Defects.Agent.Cameras.Quality;

namespace Defects.Agent.Tests.Cameras.Quality;

public sealed class UsualDetailTests
{
    private readonly UsualDetail _usual = new(QualityLimits.Default);

    [Fact]
    public void SharpnessOf_FirstPicture_IsOneAndTheNextIsHeldToIt()
    {
        Assert.Equal(1, SharpnessOf(0.5, after: 0));
        Assert.Equal(0.5, SharpnessOf(0.25, after: 1), 12);
    }

    [Fact]
    public void SharpnessOf_FirstPictureSharperThanTheScene_IsForgotten()
    {
        SharpnessOf(1, after: 0);
        Assert.Equal(0.2, SharpnessOf(0.2, after: 1), 12);
        Assert.Equal(1, SharpnessOf(0.2, after: 1), 12);
    }

    [Fact]
    public void SharpnessOf_WhileYoung_IsHeldToTheMeanOfRatios()
    {
        // The first speaks for no time: of 1, 0.25 and 0.25 the mean ratio is (1 * 0.25 * 0.25)^(1/3) = 0.397.
        SharpnessOf(1, after: 0);
        SharpnessOf(1, after: 1);
        SharpnessOf(0.25, after: 1);
        SharpnessOf(0.25, after: 1);
        Assert.Equal(0.25 / Math.Pow(0.0625, 1.0 / 3), SharpnessOf(0.25, after: 1), 12);
    }

    [Fact]
    public void SharpnessOf_FirstPictureAfterAnOutage_SpeaksForHalfAMinute()
    {
        Repeat(0.2, 60);
        Assert.Equal(3, SharpnessOf(0.6, after: 3600), 9);
        Assert.Equal(Math.Pow(3, -(1 - Math.Exp(-30.0 / 600))), SharpnessOf(0.2, after: 1), 9);
    }

    [Fact]
    public void SharpnessOf_DullForAMinuteLater_StaysDull()
    {
        Repeat(0.5, 60);
        Repeat(0.1, 60);
        Assert.InRange(SharpnessOf(0.1, after: 1), 0.2, 0.202);
    }

    [Fact]
    public void SharpnessOf_NoDetailAtAll_IsForgottenAsWell()
    {
        Repeat(0, 20);
        Repeat(0.5, 3600);
        Assert.InRange(SharpnessOf(0.5, after: 1), 1, 1.01);
    }

    private void Repeat(double detail, int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            SharpnessOf(detail, after: 1);
        }
    }

    private double SharpnessOf(double detail, int after) =>
        _usual.SharpnessOf(new FrameLook(200, 0, 10, detail, 1, null, null), TimeSpan.FromSeconds(after));
}
