using CsCheck;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class TemperatureScalingTests
{
    [Fact]
    public void Fit_LogitsScaledByAFactor_ScalesTheTemperatureByIt()
    {
        var random = new Random(1);
        var logits = Enumerable.Range(0, 500).Select(_ => new[] { random.NextDouble() * 4, random.NextDouble() * 4, random.NextDouble() * 4 }).ToList();
        var labels = logits.Select(z => CalibrationData.Draw(Softmax.Of(z, [0, 0, 0], 1.7), random)).ToList();

        var (one, remark) = TemperatureScaling.Fit(logits, labels);

        // The labels were drawn at temperature 1.7; 500 of them tell it within a fifth.
        Assert.InRange(one, 1.36, 2.04);
        Assert.Null(remark);
        Assert.Equal(3 * one, TemperatureScaling.Fit([.. logits.Select(z => z.Select(x => 3 * x).ToArray())], labels).Temperature, 3);
    }

    [Fact]
    public void Fit_OneRowWrongByAsMuchAsFourAreRight_IsWorkedOutByHand()
    {
        // 4 of 5 are right by 3: the likeliest p is 0.8, a difference of log 4.
        var (temperature, _) = TemperatureScaling.Fit([[3, 0], [3, 0], [3, 0], [3, 0], [3, 0]], [0, 0, 0, 0, 1]);

        Assert.Equal(3 / Math.Log(4), temperature, 4);
    }

    [Fact]
    public void Fit_NoRowWrong_StaysOneAndSaysSo()
    {
        var (temperature, remark) = TemperatureScaling.Fit([[3, 0], [0, 5]], [0, 1]);

        Assert.Equal(1, temperature);
        Assert.Contains("none of 2 validation images is wrong", remark);
    }

    [Fact]
    public void Fit_LogitsAgainstTheTruth_EndsAtTheBoundAndSaysSo()
    {
        var (temperature, remark) = TemperatureScaling.Fit([[3, 0], [0, 5]], [1, 0]);

        Assert.Equal(Math.Exp(3), temperature, 2);
        Assert.Contains("the end of what is searched", remark);
    }

    [Fact]
    public void Fit_AnyRows_IsLikelierThanNeighboursAndChangesNoLikeliestClass() =>
        Gen.Select(Gen.Double[-5, 5].Array[3], Gen.Int[0, 2]).Array[5, 40].Sample(rows =>
        {
            var (logits, labels) = (rows.Select(r => r.Item1).ToList(), rows.Select(r => r.Item2).ToList());
            var (temperature, remark) = TemperatureScaling.Fit(logits, labels);
            Assert.InRange(temperature, Math.Exp(-3), Math.Exp(3));
            Assert.All(logits, z =>
            {
                var p = Softmax.Of(z, [0, 0, 0], temperature);
                Assert.Equal(p.Max(), p[Array.IndexOf(z, z.Max())]);
            });
            if (remark is null)
            {
                Assert.All([0.99, 1.01], near => Assert.True(Loss(temperature) <= Loss(near * temperature) + 1e-12));
            }

            double Loss(double t) => ProbabilityQuality.Of([.. rows.Select(r => (Softmax.Of(r.Item1, [0, 0, 0], t), r.Item2))]).NegativeLogLikelihood;
        });
}
