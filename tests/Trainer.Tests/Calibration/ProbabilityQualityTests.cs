using System.Globalization;
using CsCheck;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class ProbabilityQualityTests
{
    /// <summary>Rows of three probabilities, of which one is the largest, with a truth.</summary>
    private static readonly Gen<(double[] Probabilities, int Truth)[]> Rows =
        Gen.Select(Gen.Double[-6, 6].Array[3], Gen.Int[0, 2], (z, truth) => (Probabilities: Softmax.Of(z, [0, 0, 0], 1), Truth: truth))
            .Where(row => row.Probabilities.Distinct().Count() == 3)
            .Array[1, 60];

    [Fact]
    public void Quality_TwoRows_IsWorkedOutByHand()
    {
        // Both rows are 0.8 sure, in one bin; one is right: |0.8 - 0.5|. For the other class both say 0.2, and half of them are it.
        var quality = ProbabilityQuality.Of([([0.8, 0.2], 0), ([0.8, 0.2], 1)]);

        Assert.Equal(0.3, quality.ExpectedCalibrationError, 9);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.2)) / 2, quality.NegativeLogLikelihood, 9);
        Assert.Equal((0.04 + 0.04 + 0.64 + 0.64) / 2, quality.Brier, 9);
        Assert.Equal([0.3, 0.3], quality.ClassErrors, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(0.3, quality.ClasswiseCalibrationError, 9);
    }

    [Fact]
    public void Quality_ThreeClasses_HasTheClassErrorsWorkedOutByHand()
    {
        // Likeliest: 0.7 right and 0.5 wrong, in bins of their own: (0.3 + 0.5) / 2.
        // Column 0: 0.7 happened, 0.5 did not: (0.3 + 0.5) / 2. Column 1: 0.2 did not, 0.3 happened: (0.2 + 0.7) / 2, bins [3/15, 4/15) and [4/15, 5/15).
        // Column 2: 0.1 and 0.2, never: (0.1 + 0.2) / 2.
        var quality = ProbabilityQuality.Of([([0.7, 0.2, 0.1], 0), ([0.5, 0.3, 0.2], 1)]);

        Assert.Equal(0.4, quality.ExpectedCalibrationError, 9);
        Assert.Equal([0.4, 0.45, 0.15], quality.ClassErrors, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(1.0 / 3, quality.ClasswiseCalibrationError, 9);
    }

    [Fact]
    public void Quality_EitherSideOfABinsEdge_IsNotAveraged() => // The edge is 10/15; together they would be |1.33 - 1| / 2.
        Assert.Equal((0.34 + 0.67) / 2, ProbabilityQuality.Of([([0.66, 0.34], 0), ([0.67, 0.33], 1)]).ExpectedCalibrationError, 9);

    [Fact]
    public void Quality_Certainty_FallsIntoTheLastBin() => Assert.Equal(0, ProbabilityQuality.Of([([1, 0], 0)]).ExpectedCalibrationError, 9);

    [Fact]
    public void Quality_CertainAndWrong_IsFinite() =>
        Assert.Equal(-Math.Log(1e-15), ProbabilityQuality.Of([([1, 0], 1)]).NegativeLogLikelihood, 9);

    [Fact]
    public void Quality_AnyRows_HasErrorsFromZeroToOne() => Rows.Sample(rows =>
    {
        var quality = ProbabilityQuality.Of(rows);
        Assert.InRange(quality.Brier, 0, 2);
        Assert.All([quality.ExpectedCalibrationError, quality.ClasswiseCalibrationError, .. quality.ClassErrors], e => Assert.InRange(e, 0, 1));
    });

    [Fact]
    public void Quality_ColumnsInAnotherOrder_IsTheSame() => Rows.Sample(rows =>
    {
        var quality = ProbabilityQuality.Of(rows);
        var turned = ProbabilityQuality.Of([.. rows.Select(r => (new[] { r.Probabilities[2], r.Probabilities[0], r.Probabilities[1] }, (r.Truth + 1) % 3))]);
        Assert.Equal(quality.NegativeLogLikelihood, turned.NegativeLogLikelihood, 9);
        Assert.Equal(quality.Brier, turned.Brier, 9);
        Assert.Equal(quality.ExpectedCalibrationError, turned.ExpectedCalibrationError, 9);
        Assert.Equal(quality.ClasswiseCalibrationError, turned.ClasswiseCalibrationError, 9);
    });

    [Fact]
    public async Task Quality_ThousandRows_IsThatOfPython()
    {
        await Python.Require("numpy, sklearn");
        var random = new Random(4);
        var rows = Enumerable.Range(0, 1000).Select(_ =>
        {
            var p = Softmax.Of([5 * random.NextDouble(), 5 * random.NextDouble(), 5 * random.NextDouble()], [0, 0, 0], 1);
            return (Probabilities: p, Truth: random.Next(3));
        }).ToList();
        using var folder = new TemporaryFolder();
        await File.WriteAllLinesAsync(
            folder.File("rows"),
            rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Truth} {string.Join(' ', r.Probabilities.Select(p => p.ToString("R", CultureInfo.InvariantCulture)))}")),
            TestContext.Current.CancellationToken);

        var (exitCode, output) = await Python.Run(
            """
            import sys, numpy
            from sklearn.metrics import log_loss, brier_score_loss
            rows = numpy.loadtxt(sys.argv[1])
            y, p = rows[:, 0].astype(int), rows[:, 1:]
            def ece(q, hit):
                bins = numpy.minimum((q * 15).astype(int), 14)
                return sum((bins == b).mean() * abs(hit[bins == b].mean() - q[bins == b].mean()) for b in range(15) if (bins == b).any())
            by_class = [ece(p[:, j], y == j) for j in range(3)]
            brier = sum(brier_score_loss(y == j, p[:, j]) for j in range(3))
            print(*map(float, [log_loss(y, p), brier, ece(p.max(1), p.argmax(1) == y), numpy.mean(by_class), *by_class]))
            """,
            folder.File("rows"));

        Assert.Equal(0, exitCode);
        var quality = ProbabilityQuality.Of(rows);
        Assert.Equal(
            output.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)),
            [quality.NegativeLogLikelihood, quality.Brier, quality.ExpectedCalibrationError, quality.ClasswiseCalibrationError, .. quality.ClassErrors],
            (theirs, ours) => Math.Abs(theirs - ours) < 1e-9);
    }
}
