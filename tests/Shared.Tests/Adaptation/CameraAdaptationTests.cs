using CsCheck;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Shared.Tests.Adaptation;

public class CameraAdaptationTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);
    private static readonly ClassAdaptation Spaghetti = new(DefectClass.Spaghetti, Offset: -3, Shift: 1, Novelty: 0.5, Lowest: -2, Highest: 6);
    private static readonly AdaptationRule Rule = new(UsualNovelty: 1, [Spaghetti]);

    [Fact]
    public void Of_GoodFrames_MarginIsTheMedianOfTheirLogOdds()
    {
        // Log-odds -1 .. -10. The two likeliest (-1, -2) have no say, so the median is that of -3 .. -10.
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(1, 10).Select(k => Frame(k, -k))]);

        Assert.Equal(8, adaptation.Frames);
        Assert.Equal(-6.5, adaptation.Margins[2], 1e-4);
    }

    [Fact]
    public void Apply_CameraWhoseGoodFramesScoreLow_RaisesTheClassByTheRuleAndNoOther()
    {
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 20).Select(i => Frame(i, -7))]);
        var frame = Frame(3, -3);
        var novelty = adaptation.NoveltyOf([.. frame.Embedding]);
        float[] adapted = [.. frame.Probabilities];

        adaptation.Apply(Rule, Classes, adapted, [.. frame.Embedding]);

        // -3 + 7 + (novelty - 1) / 2 on top of -3.
        Assert.Equal(-3 + 4 + (novelty - 1) / 2, CameraAdaptation.LogOdds(adapted[2]), 1e-3);
        Assert.Equal(frame.Probabilities[1], adapted[1]);
        Assert.Equal(Math.Max(0, 1 - adapted[1] - adapted[2]), adapted[0], 1e-6f);
    }

    [Fact]
    public void Apply_FarFrame_IsMoreLikelyFailingThanANearOne()
    {
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 20).Select(i => Frame(i, -4))]);
        float[] near = [.. Frame(0, -1).Probabilities], far = [.. Frame(0, -1).Probabilities];

        adaptation.Apply(Rule, Classes, near, [.. Frame(5, -1).Embedding]);
        adaptation.Apply(Rule, Classes, far, [100f, -100, 100, 0]);

        Assert.Equal(4, adaptation.NoveltyOf([100f, -100, 100, 0]));
        Assert.True(far[2] > near[2]);
    }

    [Fact]
    public void Apply_AnyReferenceRuleAndFrame_NoDefectIsLoweredByMoreThanItsOwnBound() =>
        Gen.Select(Gen.Float[-30, 30], Gen.Float[0.001f, 1].Array[3], Gen.Float[-1000, 1000].Array[4], Gen.Double[-50, 50], Gen.Double[-50, 50])
            .Sample((reference, odds, embedding, stringing, spaghetti) =>
            {
                var rule = new AdaptationRule(1, [Spaghetti with { Offset = spaghetti }, Spaghetti with { Class = DefectClass.Stringing, Offset = stringing }]);
                var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 12).Select(i => Frame(i, reference))]);
                float[] before = [.. odds.Select(o => o / odds.Sum())], after = [.. before];

                adaptation.Apply(rule, Classes, after, embedding);

                return new[] { 1, 2 }.All(column => Moved(column) is >= -2 - 1e-2 and <= 6 + 1e-2) && after[0] is >= 0 and <= 1;

                double Moved(int column) => CameraAdaptation.LogOdds(after[column]) - CameraAdaptation.LogOdds(before[column]) is var by && after[column] > 0.999 ? Math.Min(by, 6) : by;
            });

    [Fact]
    public void Of_TenthOfTheFramesFailing_ClusterIsThatOfTheGoodOnes()
    {
        IReadOnlyList<ReferenceFrame> good = [.. Enumerable.Range(0, 18).Select(i => Frame(i, -5 - i % 3))];
        ReferenceFrame[] failing = [new([0.01f, 0.01f, 0.98f], [9f, 9, 9, 9]), new([0.2f, 0.2f, 0.6f], [-9f, 9, -9, 9])];

        var poisoned = CameraAdaptation.Of(Classes, [.. good, .. failing]);

        Assert.All(failing, frame => Assert.Equal(4, poisoned.NoveltyOf([.. frame.Embedding])));
        Assert.InRange(poisoned.Margins[2], -6.001, -5.999);
    }

    [Fact]
    public void Of_FramesWithoutSpread_FindsALikeFrameNothingNew()
    {
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 12).Select(_ => Frame(1, -4))]);

        Assert.Equal(0, adaptation.NoveltyOf([.. Frame(1, -4).Embedding]));
    }

    [Fact]
    public void Of_NineFrames_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 9).Select(i => Frame(i, -4))]));

    /// <summary>Spaghetti with these log-odds; of the rest a hundredth is stringing.</summary>
    private static ReferenceFrame Frame(int number, float logOdds)
    {
        var spaghetti = 1 / (1 + Math.Exp(-logOdds));
        return new ReferenceFrame(
            [(float)(0.99 * (1 - spaghetti)), (float)(0.01 * (1 - spaghetti)), (float)spaghetti], [MathF.Sin(number), MathF.Cos(number), MathF.Sin(3 * number), 1]);
    }
}
