using CsCheck;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class SeparationTests
{
    private static readonly Gen<double[]> Scores = Gen.Int[0, 9].Select(score => score / 10.0).Array[1, 30];

    [Fact]
    public void Auroc_WorkedByHand()
    {
        // Of 3 x 2 pairs four are in order and one is even: 0.9 above both, 0.5 above 0.2 and even with 0.5, 0.4 above 0.2 alone.
        var separation = new Separation([0.9, 0.5, 0.4], [0.2, 0.5]);

        Assert.Equal((2 + 1.5 + 1) / 6, separation.Auroc, 12);
    }

    [Fact]
    public void Auroc_AnyScores_IsTheShareOfPairsInOrder() => Gen.Select(Scores, Scores).Sample((failing, good) =>
    {
        var pairs = failing.SelectMany(f => good.Select(g => f > g ? 1 : f == g ? 0.5 : 0)).Average();
        Assert.Equal(pairs, new Separation(failing, good).Auroc, 9);
    });

    [Theory]
    [InlineData(0, 1.0 / 3)] // Above 0.8 is 0.9 alone.
    [InlineData(0.24, 1.0 / 3)] // A quarter would be one of four; less is none.
    [InlineData(0.25, 2.0 / 3)] // One alarm, 0.8: above 0.5 are 0.9 and 0.6.
    [InlineData(1, 1)]
    public void RecallAt_WorkedByHand(double falseAlarms, double recall) =>
        Assert.Equal(recall, new Separation([0.9, 0.6, 0.5], [0.1, 0.2, 0.5, 0.8]).RecallAt(falseAlarms), 12);

    [Fact]
    public void RecallAt_AnyScores_IsThatOfTheBestThresholdThatKeepsTheRate() => Gen.Select(Scores, Scores, Gen.Double[0, 1]).Sample((failing, good, rate) =>
    {
        var best = failing.Concat(good).Append(-1).Where(t => good.Count(g => g > t) <= rate * good.Length).Max(t => (double)failing.Count(f => f > t) / failing.Length);
        Assert.Equal(best, new Separation(failing, good).RecallAt(rate), 9);
    });

    [Fact]
    public void NoGoodFrame_IsRefused() => Assert.Throws<ArgumentException>(() => new Separation([0.5], []));
}
