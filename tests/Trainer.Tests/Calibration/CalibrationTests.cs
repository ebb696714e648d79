using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;

namespace Defects.Trainer.Tests.Calibration;

public sealed class CalibrationTests
{
    [Fact]
    public void Fit_LogitsScaledByAFactor_ScalesTheTemperatureByIt()
    {
        var random = new Random(1);
        var logits = Enumerable.Range(0, 500).Select(_ => new[] { random.NextDouble() * 4, random.NextDouble() * 4, random.NextDouble() * 4 }).ToList();
        var labels = logits.Select(z => Draw(Softmax.Of(z, [0, 0, 0], 1.7), random)).ToList();

        var one = TemperatureScaling.Fit(logits, labels);

        // The labels were drawn at temperature 1.7; 500 of them tell it within a fifth.
        Assert.InRange(one, 1.36, 2.04);
        Assert.Equal(3 * one, TemperatureScaling.Fit([.. logits.Select(z => z.Select(x => 3 * x).ToArray())], labels), 3);
    }

    [Fact]
    public void PriorOffset_NetworkFittedToBalancedClasses_RestoresBayes()
    {
        var offset = PriorOffset.Of(
            new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.5, [DefectClass.Spaghetti] = 0.5 },
            new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.9, [DefectClass.Spaghetti] = 0.1 });

        // A likelihood ratio of 3 for spaghetti against odds of 9 to 1 leaves 3 to 9.
        var p = Softmax.Of([0, Math.Log(3)], [offset[DefectClass.Good], offset[DefectClass.Spaghetti]], 1);

        Assert.Equal(0.25, p[1], 9);
    }

    [Fact]
    public void Quality_TwoRows_IsWorkedOutByHand()
    {
        // Both rows are 0.8 sure, in one bin; one is right: |0.8 - 0.5|.
        var quality = ProbabilityQuality.Of([([0.8, 0.2], 0), ([0.8, 0.2], 1)]);

        Assert.Equal(0.3, quality.ExpectedCalibrationError, 9);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.2)) / 2, quality.NegativeLogLikelihood, 9);
        Assert.Equal((0.04 + 0.04 + 0.64 + 0.64) / 2, quality.Brier, 9);
    }

    [Fact]
    public void Quality_Certainty_FallsIntoTheLastBin() => Assert.Equal(0, ProbabilityQuality.Of([([1, 0], 0)]).ExpectedCalibrationError, 9);

    [Theory]
    [InlineData(1, 0.375)] // TP 3, FP 1, FN 0: F1 = 6/7, against 4/5 at 0.65.
    [InlineData(0.5, 0.65)] // TP 2, FP 0, FN 1: F0.5 = 2.5 / 2.75, against 3.75 / 4.75.
    public void MaximiseFBeta_FiveScores_TakesTheThresholdWorkedOutByHand(double beta, double expected) =>
        Assert.Equal(
            expected, ThresholdSearch.MaximiseFBeta([(0.9, true), (0.7, true), (0.6, false), (0.5, true), (0.25, false)], beta)!.Value, 9);

    [Fact]
    public void MaximiseFBeta_AnyScores_IsAsGoodAsEveryOtherThreshold() =>
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Bool).Array[2, 30].Where(a => a.Any(x => x.Item2)).Sample(pairs =>
        {
            var chosen = ThresholdSearch.MaximiseFBeta(pairs, 1)!.Value;
            Assert.InRange(chosen, 0.001, 0.999);
            Assert.All(pairs, p => Assert.True(F1(pairs, chosen) >= F1(pairs, p.Item1) - 1e-12));
        });

    [Fact]
    public void MaximiseFBeta_NoPositive_IsUnknown() => Assert.Null(ThresholdSearch.MaximiseFBeta([(0.5, false)], 1));

    [Fact]
    public void Fit_OverconfidentValidation_ImprovesWhatItMeasures_AndGivesUsableThresholds()
    {
        var classes = new ClassSet([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);
        var random = new Random(2);
        var images = Enumerable.Range(0, 300).Select(i =>
        {
            double[] z = [1 + random.NextDouble() * 3, random.NextDouble() * 3, random.NextDouble() * 3];
            var label = classes[Draw(Softmax.Of(z, [0, 0, 0], 1), random)];
            return new ScoredImage(new LabelledImage($"{i}", label, $"{i / 3}", "s", "MIT", "val"), [.. z.Select(x => 4 * x)]);
        }).ToList();

        var fitted = ModelCalibration.Fit(images, classes, classes.ToDictionary(c => c, _ => 1.0 / 3), new CalibrationOptions(), seed: 1);

        Assert.True(fitted.Temperature > 2);
        Assert.True(fitted.After.NegativeLogLikelihood < fitted.Before.NegativeLogLikelihood);
        Assert.True(fitted.After.ExpectedCalibrationError < fitted.Before.ExpectedCalibrationError);
        Assert.Equal([DefectClass.Stringing, DefectClass.Spaghetti], fitted.Thresholds.Select(t => t.Class));
        Assert.All(fitted.Thresholds, t => Assert.True(t.Reset > 0 && t.Reset < t.Set && t.Set < 1 && t.Spread > 0));
    }

    private static int Draw(double[] p, Random random)
    {
        var u = random.NextDouble();
        return u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
    }

    private static double F1((double Score, bool Positive)[] pairs, double threshold)
    {
        var hits = pairs.Count(p => p.Positive && p.Score >= threshold);
        return 2.0 * hits / (pairs.Count(p => p.Positive) + pairs.Count(p => p.Score >= threshold));
    }
}
