using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class LearningCurveTests
{
    private const int Images = 1000;

    [Fact]
    public void Fit_PointsOnAPowerLaw_FindsIt() =>
        Gen.Double[0.05, 0.9].Select(Gen.Double[-0.2, 1.2]).Sample((scale, exponent) =>
        {
            var law = PowerLaw.Fit([.. new[] { 20.0, 50, 110, 300 }.Select(n => (n, scale * Math.Pow(n, -exponent), 0.001 * n))])!;
            return Math.Abs(law.Exponent - exponent) < 1e-6 && Math.Abs(law.At(1) / scale - 1) < 1e-6 && law.Misfit < 1e-9
                && Math.Abs(law.At(600) / law.At(300) - Math.Pow(2, -exponent)) < 1e-6;
        });

    [Fact]
    public void Fit_OneSize_KnowsNoLaw() => Assert.Null(PowerLaw.Fit([(50, 0.2, 0.01), (50, 0.3, 0.01)]));

    [Fact]
    public void IntervalAt_TwoPoints_IsTheOneWorkedOutByHand()
    {
        // Logs of the errors are known to 0.1; at the far point the two contribute as 1/2 + (1/2)^2 / (2 (1/2)^2) = 1 of it.
        var law = PowerLaw.Fit([(1, 0.5, 0.05), (Math.E, 0.25, 0.025)])!;

        var interval = law.IntervalAt(Math.E);

        Assert.Equal(Math.Log(2), law.Exponent, 9);
        Assert.Equal(0.25 * Math.Exp(-0.196), interval.Low, 6);
        Assert.Equal(0.25 * Math.Exp(0.196), interval.High, 6);
    }

    [Fact]
    public void Of_CleanLaw_ForecastsTwiceTheDataWithoutDoubt()
    {
        // 1 - recall = 2 n^-0.5: 0.4 at 25 prints, 0.2 at 100, 0.1 at 400; 0.0707 at 800.
        var forecast = Curve([25, 50, 100, 200, 400], n => 1 - 2 / Math.Sqrt(n), 0.01).Recalls[DefectClass.Stringing];

        Assert.Empty(forecast.Doubts);
        Assert.Equal((400, 0.9), (forecast.Groups, Math.Round(forecast.Now, 9)));
        Assert.Equal(1 - 2 / Math.Sqrt(800), forecast.Twice!.Value, 6);
        Assert.InRange(forecast.Twice!.Value, forecast.TwiceInterval!.Low, forecast.TwiceInterval.High);
        Assert.InRange(forecast.TwiceInterval.High - forecast.TwiceInterval.Low, 0.001, 0.03);
    }

    [Fact]
    public void Of_NothingToTrust_SaysWhy()
    {
        Assert.Contains("fewer than 3 sizes measured", Doubts([50, 400], n => 1 - 2 / Math.Sqrt(n), 0.01));
        Assert.Contains("sizes span less than a factor of 4", Doubts([200, 300, 400], n => 1 - 2 / Math.Sqrt(n), 0.01));
        Assert.Equal(["the gain is within the noise"], Doubts([50, 100, 200, 400], n => 1 - 0.3 * Math.Pow(n, -0.02), 0.1));
        Assert.Equal(["the points do not lie on a power law"], Doubts([25, 50, 100, 200, 400], n => n < 100 ? 0.5 : 0.9, 0.01));
        Assert.Contains("the gain is within the noise", Doubts([50, 100, 200, 400], _ => 0.9, 0.02));
    }

    [Theory]
    [InlineData(6.5, false)] // chance brings a chi-squared of 6.63 and more once in a hundred times, with one degree of freedom
    [InlineData(6.8, true)]
    public void Of_ThreePointsOffTheLaw_AreHeldAgainstTheirOneDegreeOfFreedom(double chiSquared, bool doubted)
    {
        // Errors known to 5 %, so each weighs 400; the middle one is off by d in logarithms, and least squares leave 2/3 d^2 of it.
        var d = Math.Sqrt(chiSquared * 1.5 / 400);
        double[] errors = [0.4, 0.2 * Math.Exp(d), 0.1];

        var forecast = Forecast.Of("x", [.. errors.Select((error, i) => (
            (int)(100 * Math.Pow(4, i)), new MeasuredFigure(1 - error, new Interval(1 - error * 1.098, 1 - error * 0.902), 100_000)))]);

        Assert.Equal(chiSquared, forecast.Law!.Misfit, 6);
        Assert.Equal(doubted, forecast.Doubts.Contains("the points do not lie on a power law"));
    }

    [Fact]
    public void Of_NoErrorLeft_CountsHalfAnImageAndForecastsBelowOne()
    {
        var forecast = Curve([50, 100, 400], _ => 1, 0).Recalls[DefectClass.Stringing];

        Assert.Equal(1 - 0.5 / Images, forecast.Twice!.Value, 9);
        Assert.Contains("the gain is within the noise", forecast.Doubts);
    }

    [Fact]
    public void Of_SeveralRunsOfOneShare_AreAllFitted()
    {
        var twice = Curve([25, 50, 100, 200, 400, 25, 50, 100, 200, 400], n => 1 - 2 / Math.Sqrt(n), 0.01).Recalls[DefectClass.Stringing];
        var once = Curve([25, 50, 100, 200, 400], n => 1 - 2 / Math.Sqrt(n), 0.01).Recalls[DefectClass.Stringing];

        Assert.Equal(10, twice.Points.Count);
        Assert.True(twice.TwiceInterval!.High - twice.TwiceInterval.Low < once.TwiceInterval!.High - once.TwiceInterval.Low);
    }

    private static IReadOnlyList<string> Doubts(int[] groups, Func<double, double> recall, double deviation) =>
        Curve(groups, recall, deviation).Recalls[DefectClass.Stringing].Doubts;

    /// <summary>Runs with these many prints of stringing, whose recall is known to a standard deviation.</summary>
    internal static LearningCurve Curve(int[] groups, Func<double, double> recall, double deviation) => LearningCurve.Of([.. groups.Select(n =>
    {
        var figure = new MeasuredFigure(recall(n), new Interval(recall(n) - 1.96 * deviation, recall(n) + 1.96 * deviation), Images);
        return new LearningCurvePoint(
            (double)n / groups.Max(),
            [new ClassCount(DefectClass.Good, 2 * n, 10 * n), new ClassCount(DefectClass.Stringing, n, 3 * n)],
            figure,
            new Dictionary<DefectClass, MeasuredFigure> { [DefectClass.Stringing] = figure });
    })]);
}
