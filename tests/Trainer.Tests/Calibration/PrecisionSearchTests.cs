using CsCheck;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class PrecisionSearchTests
{
    private static readonly Gen<IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>>> Prints =
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Bool).Array[1, 4].Array[1, 40]
            .Select(prints => (IReadOnlyList<IReadOnlyList<(double, bool)>>)[.. prints]);

    [Fact]
    public void Of_ThreePrints_CountsEachOnceAndRightByTheMajorityOfItsFrames()
    {
        // The first print is right at 0.9, half right at 0.8 and so wrong, and right again at 0.5.
        IReadOnlyList<IReadOnlyList<(double, bool)>> prints = [[(0.9, true), (0.8, false), (0.5, true)], [(0.7, true)], [(0.6, false)]];

        Assert.Equal(
            [(0.85, 1, 1), (0.75, 1, 0), (0.65, 2, 1), (0.55, 3, 1), (0.25, 3, 2)],
            PrintTrials.Of(prints).Select(t => (Math.Round(t.Threshold, 9), t.Prints, t.Right)));
    }

    [Fact]
    public void Of_EveryThreshold_IsWhatCountingThereGives() =>
        Prints.Sample(prints => Assert.All(PrintTrials.Of(prints), t => Assert.Equal(PrintTrials.At(t.Threshold, prints), t)));

    [Fact]
    public void Smallest_ThirtyPrintsAndAWrongOneBelow_StopsAtTheWrongOne()
    {
        // 29 right prints prove 0.9, 30 of 31 do not (0.857); the threshold lies halfway between the 30th and the wrong one.
        var prints = CalibrationData.SingleFrames(
            [.. Enumerable.Range(0, 30).Select(i => (0.9 - 0.01 * i, true)), (0.5, false), (0.4, true)]);

        Assert.Equal((0.61 + 0.5) / 2, new PrecisionSearch(0.9, 0.95).Smallest(prints)!.Value, 9);
        Assert.Equal((0.4 + 0) / 2, new PrecisionSearch(0.85, 0.95).Smallest(prints)!.Value, 9);
        Assert.Null(new PrecisionSearch(0.95, 0.95).Smallest(prints));
    }

    [Fact]
    public void Smallest_ManyFramesOfOnePrint_ProveNoMoreThanOne() =>
        Assert.Null(new PrecisionSearch(0.5, 0.95).Smallest([[.. Enumerable.Range(1, 99).Select(i => (i / 100.0, true))]]));

    [Fact]
    public void Smallest_HigherTarget_NeverLowersTheThreshold() => Gen.Select(Prints, Gen.Double[0.05, 0.9], Gen.Double[0, 0.09]).Sample((prints, target, more) =>
    {
        var (low, high) = (new PrecisionSearch(target, 0.8).Smallest(prints), new PrecisionSearch(target + more, 0.8).Smallest(prints));
        Assert.True(high is null || low <= high);
    });

    [Fact]
    public void Bootstrap_AnyPrints_GivesWhatThePrintsAsTheyAreProve_OrNothingWhereNoThresholdDoes() =>
        Gen.Select(Prints, Gen.Double[0.05, 0.9]).Sample(
            (prints, target) =>
            {
                var search = new PrecisionSearch(target, 0.8);
                var found = search.Bootstrap(prints, 20, new Random(1));
                Assert.Equal(search.Best(prints).LowerBound(0.8) >= target, found is not null);
                if (found is { } chosen)
                {
                    Assert.True(PrintTrials.At(chosen.Threshold, prints).LowerBound(0.8) >= target - 1e-9);
                    Assert.True(chosen.Threshold >= search.Smallest(prints));
                    var (median, _) = ThresholdSearch.Bootstrap(prints, sample => search.Smallest(sample) ?? 1, 20, new Random(1));
                    Assert.True(chosen.Threshold >= median || search.Smallest(prints, median) is null);
                }
            },
            iter: 50);
}
