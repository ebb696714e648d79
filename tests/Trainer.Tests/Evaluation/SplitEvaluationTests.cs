using System.Diagnostics;
using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using static Defects.Trainer.Tests.Evaluation.TestPredictions;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class SplitEvaluationTests
{
    [Fact]
    public void Of_ClassAbsent_HasNoFigureOfItAndNamesWhatAveragesCover()
    {
        var split = Evaluate(TestPredictions.Random(1, 200, 40, DefectClass.Good, DefectClass.Spaghetti));

        Assert.Equal([DefectClass.UnderExtrusion, DefectClass.Stringing], split.Scores.Absent);
        Assert.DoesNotContain(split.Intervals.Keys, key => key.Contains("stringing"));
        Assert.Null(split.Confusion.Share(DefectClass.Stringing, DefectClass.Stringing));
        Assert.Equal(1, Classes.Sum(c => split.Confusion.Share(DefectClass.Good, c)!.Value), 9);
    }

    [Fact]
    public void Of_AnyPredictions_EveryIntervalHoldsItsFigure()
    {
        // Percentile intervals of many groups hold the figure they are of.
        var split = Evaluate(TestPredictions.Random(2, 600, 200, [.. Classes]));

        Assert.Equal(2 * (4 + 4 * 3) + 1, split.Intervals.Count);
        Assert.All(Trainer.Evaluation.Figures.Of(split.Counts), figure => Assert.InRange(figure.Value, split.Intervals[figure.Key].Low, split.Intervals[figure.Key].High));
        Assert.Equal(["even", "odd"], split.Sources.Select(s => s.Name));
    }

    [Fact]
    public void Of_FiveThousandPhotos_TakesLessThanTwoSeconds()
    {
        var predictions = TestPredictions.Random(3, 5000, 5000, [.. Classes]);

        // One of five will do: what else runs on the machine is not what is measured.
        Assert.Contains(Enumerable.Range(0, 5).Select(_ => Seconds(() => Evaluate(predictions))), seconds => seconds < 2);
    }

    [Fact]
    public void Tally_PartsAddedUp_IsTheTallyOfTheWhole() =>
        Gen.Int[1, 1000].Select(Gen.Int[1, 60]).Sample((seed, cut) =>
        {
            var predictions = TestPredictions.Random(seed, 60, 10, [.. Classes]);
            var sum = Tally.Of(predictions.Take(cut), Rule);
            sum.Add(Tally.Of(predictions.Skip(cut), Rule));
            return Trainer.Evaluation.Figures.Of(sum).SequenceEqual(Trainer.Evaluation.Figures.Of(Tally.Of(predictions, Rule)));
        });

    [Fact]
    public void PrecisionRecallCurve_FiveFrames_IsTheOneWorkedOutByHand()
    {
        // Spaghetti by falling probability: yes, no, yes and no (alike), yes.
        var predictions = new[] { (0.9, true), (0.8, false), (0.6, true), (0.6, false), (0.1, true) }
            .Select(p => TestPredictions.Of(p.Item2 ? DefectClass.Spaghetti : DefectClass.Good, [1 - p.Item1, 0, 0, p.Item1])).ToList();

        var curve = PrecisionRecallCurve.Of(predictions, Classes, DefectClass.Spaghetti)!;

        Assert.Equal([(1.0 / 3, 1.0), (2.0 / 3, 0.5), (1.0, 0.6)], curve.Points);
        Assert.Equal((1 + 0.5 + 0.6) / 3, curve.AveragePrecision, 9);
        Assert.Null(PrecisionRecallCurve.Of(predictions, Classes, DefectClass.Stringing));
    }

    [Fact]
    public void ReliabilityBin_EdgesAndCertainty_FallIntoTheBinsThatTheECEHas()
    {
        var split = Evaluate([
            TestPredictions.Of(DefectClass.Good, [1, 0, 0, 0]),
            TestPredictions.Of(DefectClass.Stringing, [0.95, 0.05, 0, 0]),
            TestPredictions.Of(DefectClass.Good, [0.4, 0.3, 0.2, 0.1])]);

        var bins = ReliabilityBin.Of(split);

        Assert.Equal([(6.0 / 15, 0.4, 1.0, 1), (14.0 / 15, 0.975, 0.5, 2)], bins.Select(b => (b.Low, b.Confidence, b.Accuracy, b.Images)));
        Assert.Equal(split.Quality.ExpectedCalibrationError, bins.Sum(b => b.Images * Math.Abs(b.Confidence - b.Accuracy)) / 3, 9);
    }

    [Fact]
    public void Mistake_WorstOfAPrintThatErrsAlike_LeavesRoomForOthers()
    {
        var wrong = Enumerable.Range(0, 5).Select(i => TestPredictions.Of(DefectClass.Good, [0.01 * i, 0, 0, 1 - 0.01 * i], "bad print", $"{i}"));
        var split = Evaluate([.. wrong, TestPredictions.Of(DefectClass.Spaghetti, [0.6, 0, 0, 0.4], "other", "x"), TestPredictions.Of(DefectClass.Good, [0.9, 0, 0, 0.1], "other", "y")]);

        Assert.Equal(["0", "1", "x"], Mistake.Worst(split, 12).Select(m => m.Prediction.Image.Path));
        Assert.Equal((DefectClass.Good, 0.6, 0.4), Mistake.Worst(split, 12).Select(m => (m.Said, m.Confidence, m.Truth)).Last());
        Assert.Single(Mistake.Worst(split, 1));
    }

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }
}
