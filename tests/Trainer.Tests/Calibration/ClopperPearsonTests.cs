using CsCheck;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class ClopperPearsonTests
{
    [Theory]
    [InlineData(10, 10, 0.741)]
    [InlineData(28, 30, 0.805)]
    [InlineData(45, 50, 0.801)]
    [InlineData(59, 59, 0.950)]
    [InlineData(70, 78, 0.823)]
    [InlineData(0, 5, 0)]
    public void LowerBound_At95Percent_IsTheTablesValue(int successes, int trials, double expected) =>
        Assert.Equal(expected, ClopperPearson.LowerBound(successes, trials, 0.95), 3);

    [Fact]
    public void LowerBound_NoFailure_IsTheRootOfTheRisk() => Gen.Int[1, 3000].Sample(n =>
        Assert.Equal(Math.Pow(0.05, 1.0 / n), ClopperPearson.LowerBound(n, n, 0.95), 7));

    [Fact]
    public void LowerBound_IsTheRateAtWhichTheCountWouldBeAsRareAsTheRisk() => Gen.Select(Gen.Int[1, 60], Gen.Int[0, 30]).Sample((successes, failures) =>
    {
        // The upper tail of the binomial, summed up: no beta function in it.
        var (n, p) = (successes + failures, ClopperPearson.LowerBound(successes, successes + failures, 0.9));
        var (term, tail) = (Math.Pow(p, n), 0.0);
        for (var k = n; k >= successes; k--)
        {
            tail += term;
            term *= k / (n - k + 1.0) * (1 - p) / p;
        }

        Assert.Equal(0.1, tail, 6);
    });

    [Fact]
    public void LowerBound_OneMoreSuccessRaisesIt_OneMoreFailureLowersIt_MoreConfidenceToo() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 50], Gen.Double[0.5, 0.98]).Sample((successes, failures, confidence) =>
        {
            var bound = ClopperPearson.LowerBound(successes, successes + failures, confidence);
            Assert.True(ClopperPearson.LowerBound(successes + 1, successes + failures + 1, confidence) > bound);
            Assert.True(ClopperPearson.LowerBound(successes, successes + failures + 1, confidence) < bound);
            Assert.True(ClopperPearson.LowerBound(successes, successes + failures, confidence + 0.01) < bound);
        });

    [Fact]
    public void Proves_IsWhatTheBoundSays() => Gen.Select(Gen.Int[0, 200], Gen.Int[0, 50], Gen.Double[0.05, 0.99]).Sample((successes, failures, rate) =>
    {
        var bound = ClopperPearson.LowerBound(successes, successes + failures, 0.95);
        Assert.True(Math.Abs(bound - rate) < 1e-6 || ClopperPearson.Proves(successes, successes + failures, rate, 0.95) == bound > rate);
    });

    [Theory]
    [InlineData(0, 0, 0.90, 29)]
    [InlineData(0, 0, 0.95, 59)]
    [InlineData(0, 0, 0.99, 299)]
    [InlineData(0, 0, 0.999, 2995)]
    [InlineData(10, 10, 0.90, 19)]
    [InlineData(59, 59, 0.95, 0)]
    public void SuccessesToProve_WithoutFailure_CompletesTheKnownNumber(int successes, int trials, double rate, int expected) =>
        Assert.Equal(expected, ClopperPearson.SuccessesToProve(successes, trials, rate, 0.95));

    [Fact]
    public void SuccessesToProve_AnyCount_IsEnoughAndOneLessIsNot() => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 20]).Sample((successes, failures) =>
    {
        var more = ClopperPearson.SuccessesToProve(successes, successes + failures, 0.9, 0.95);
        Assert.True(ClopperPearson.Proves(successes + more, successes + failures + more, 0.9, 0.95));
        Assert.False(more > 0 && ClopperPearson.Proves(successes + more - 1, successes + failures + more - 1, 0.9, 0.95));
    });
}
