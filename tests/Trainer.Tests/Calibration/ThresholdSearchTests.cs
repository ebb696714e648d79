using CsCheck;
using Defects.Trainer.Calibration;
using MathNet.Numerics.Distributions;

namespace Defects.Trainer.Tests.Calibration;

public sealed class ThresholdSearchTests
{
    private const double Separation = 2;
    private const double Prevalence = 0.05;

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

    [Theory]
    [InlineData(1, 1, ThresholdSearch.Highest)]
    [InlineData(0, 0, ThresholdSearch.Lowest)]
    public void MaximiseFBeta_SaturatedScores_StaysWhatAnAgentCanHold(double positive, double negative, double expected) =>
        Assert.Equal(expected, ThresholdSearch.MaximiseFBeta([(positive, true), (Math.BitDecrement(negative), false)], 1)!.Value, 9);

    [Fact]
    public void Between_NeighbouringNumbers_LeavesTheLowerOneOut()
    {
        var score = Math.BitIncrement(0.5);
        Assert.True(ThresholdSearch.Between(0.5, score) > 0.5);
    }

    /// <summary>
    /// Scores that are true probabilities, of two normal distributions two standard deviations apart. With 16 positives the best
    /// threshold of all has F1 0.517; it is not much, but it is had for nothing, and the poorest of twenty draws gain more.
    /// </summary>
    [Fact]
    public void Bootstrap_FewPositives_BeatsTheSingleBestThresholdOnAverage()
    {
        var random = new Random(16);
        var (single, median) = (new List<double>(), new List<double>());
        for (var draw = 0; draw < 300; draw++)
        {
            var frames = Enumerable.Range(0, 320).Select(i => (Score: Probability(Normal.Sample(random, i < 16 ? Separation : 0, 1)), Positive: i < 16)).ToList();
            single.Add(TrueF1(ThresholdSearch.MaximiseFBeta(frames, 1)!.Value));
            median.Add(TrueF1(ThresholdSearch.Bootstrap(CalibrationData.SingleFrames(frames), 1, 60, random).Threshold));
        }

        Assert.InRange(median.Average(), 0.48, 0.51);
        Assert.True(median.Average() > single.Average(), $"{median.Average():0.0000} against {single.Average():0.0000}");
        Assert.True(Poorest(median) > Poorest(single), $"{Poorest(median):0.000} against {Poorest(single):0.000}");

        double Poorest(List<double> figures) => figures.Order().ElementAt(figures.Count / 20);
    }

    [Fact]
    public void Bootstrap_FramesOfAPrint_AreDrawnTogether()
    {
        // A bright and a dim print. Both in the sample, or the dim one twice: the threshold lies between 0.1 and 0.4, and F1 is 4/5 or 1;
        // the bright one twice, a quarter of the samples: between 0.6 and 0.9. Deviation 0.5 * sqrt(1/4 * 3/4) = 0.217, and none of frames alone.
        var prints = new[] { (0.9, 0.6), (0.4, 0.1) }
            .Select(print => (IReadOnlyList<(double, bool)>)[.. Enumerable.Repeat((print.Item1, true), 100), .. Enumerable.Repeat((print.Item2, false), 100)])
            .ToList();

        var (threshold, spread) = ThresholdSearch.Bootstrap(prints, beta: 1, samples: 400, new Random(1));
        var frames = ThresholdSearch.Bootstrap(CalibrationData.SingleFrames(prints.SelectMany(print => print)), beta: 1, samples: 400, new Random(1));

        Assert.Equal(0.25, threshold, 9);
        Assert.InRange(spread, 0.2, 0.235);
        Assert.InRange(frames.Spread, 0, 0.05);
    }

    [Theory]
    [InlineData(0.5, 0.1, 5, 0.25)] // Half of each: log-odds 0 and -ln 9, so -ln 3.
    [InlineData(0.5, 0.1, 0, 0.1)]
    [InlineData(0.9, 0.1, 5, 0.5)]
    [InlineData(0.8, 0.2, 15, 0.66667)] // Three quarters of ln 4 and one of -ln 4: half of ln 4 = ln 2.
    public void TowardsFrequency_Prints_WeighTheThresholdAgainstIt(double threshold, double frequency, int prints, double expected) =>
        Assert.Equal(expected, ThresholdSearch.TowardsFrequency(threshold, frequency, prints), 5);

    [Fact]
    public void TowardsFrequency_AnyValues_LiesBetweenAndGoesToTheThresholdAsPrintsGrow() =>
        Gen.Select(Gen.Double[0.002, 0.998], Gen.Double[0.002, 0.998], Gen.Int[0, 500]).Sample((threshold, frequency, prints) =>
        {
            var (few, more) = (ThresholdSearch.TowardsFrequency(threshold, frequency, prints), ThresholdSearch.TowardsFrequency(threshold, frequency, prints + 50));
            Assert.InRange(few, Math.Min(threshold, frequency) - 1e-9, Math.Max(threshold, frequency) + 1e-9);
            Assert.True(Math.Abs(more - threshold) <= Math.Abs(few - threshold) + 1e-9);
        });

    private static double LogOdds => Math.Log(Prevalence / (1 - Prevalence));

    private static double Probability(double x) => 1 / (1 + Math.Exp(-(Separation * x - Separation * Separation / 2 + LogOdds)));

    private static double TrueF1(double threshold)
    {
        var x = (Math.Log(threshold / (1 - threshold)) + Separation * Separation / 2 - LogOdds) / Separation;
        var (hits, alarms) = (Prevalence * Normal.CDF(0, 1, Separation - x), (1 - Prevalence) * Normal.CDF(0, 1, -x));
        return 2 * hits / (Prevalence + hits + alarms);
    }

    private static double F1((double Score, bool Positive)[] pairs, double threshold)
    {
        var hits = pairs.Count(p => p.Positive && p.Score >= threshold);
        return 2.0 * hits / (pairs.Count(p => p.Positive) + pairs.Count(p => p.Score >= threshold));
    }
}
