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
    public void Of_GoodFrames_MarginIsTheirMedian()
    {
        // p_spaghetti = p_good e^-k for k = 1 .. 10. The two likeliest (k = 1, 2) have no say, so the median is that of 3 .. 10.
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(1, 10).Select(k => Frame(k, -k))]);

        Assert.Equal(8, adaptation.Frames);
        Assert.Equal(-6.5, adaptation.Margins[2], 1e-4);
        Assert.Equal(0, adaptation.Margins[0]);
    }

    [Fact]
    public void Apply_CameraWhoseGoodFramesScoreLow_RaisesTheClassByTheRule()
    {
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 20).Select(i => Frame(i, -7))]);
        var frame = Frame(3, -3);
        var novelty = adaptation.NoveltyOf([.. frame.Embedding]);
        var adapted = new float[3];

        adaptation.Apply(Rule, Classes, [.. frame.Probabilities], [.. frame.Embedding], adapted);

        // -3 + 7 + (novelty - 1) / 2 on top of -3.
        Assert.Equal(-3 + 4 + (novelty - 1) / 2, Math.Log(adapted[2] / adapted[0]), 1e-3);
        Assert.Equal(Math.Log(frame.Probabilities[1] / frame.Probabilities[0]), Math.Log(adapted[1] / adapted[0]), 1e-3);
        Assert.Equal(1, adapted.Sum(), 1e-5);
    }

    [Fact]
    public void Apply_FarFrame_IsMoreLikelyFailingThanANearOne()
    {
        var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 20).Select(i => Frame(i, -4))]);
        float[] near = new float[3], far = new float[3];

        adaptation.Apply(Rule, Classes, [.. Frame(0, -1).Probabilities], [.. Frame(5, -1).Embedding], near);
        adaptation.Apply(Rule, Classes, [.. Frame(0, -1).Probabilities], [100f, -100, 100, 0], far);

        Assert.Equal(4, adaptation.NoveltyOf([100f, -100, 100, 0]));
        Assert.True(far[2] > near[2]);
    }

    [Fact]
    public void Apply_AnyReferenceAndFrame_LogOddsToGoodMoveWithinTheBounds() =>
        Gen.Select(Gen.Float[-30, 30], Gen.Float[-20, 20], Gen.Float[-1000, 1000].Array[4]).Sample((reference, margin, embedding) =>
        {
            var adaptation = CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 12).Select(i => Frame(i, reference))]);
            var frame = Frame(0, margin);
            var adapted = new float[3];

            adaptation.Apply(Rule, Classes, [.. frame.Probabilities], embedding, adapted);

            var moved = Math.Log(adapted[2] / adapted[0]) - Math.Log(frame.Probabilities[2] / frame.Probabilities[0]);
            return moved is >= -2 - 1e-2 and <= 6 + 1e-2;
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
    public void Of_NineFrames_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CameraAdaptation.Of(Classes, [.. Enumerable.Range(0, 9).Select(i => Frame(i, -4))]));

    /// <summary>Stringing a hundredth of good, spaghetti e^margin of it.</summary>
    private static ReferenceFrame Frame(int number, float margin)
    {
        double[] odds = [1, 0.01, Math.Exp(margin)];
        return new ReferenceFrame([.. odds.Select(o => (float)(o / odds.Sum()))], [MathF.Sin(number), MathF.Cos(number), MathF.Sin(3 * number), 1]);
    }
}
