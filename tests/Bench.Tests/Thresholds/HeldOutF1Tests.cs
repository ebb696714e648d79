using Defects.Bench.Thresholds;

namespace Defects.Bench.Tests.Thresholds;

public sealed class HeldOutF1Tests
{
    [Fact]
    public void Of_ClassesApart_IsOneAloneAndWhereThePriorStaysBetweenThem()
    {
        // Halfway is 0.5; a tenth shows the class, so all of the prior is at 0.1, which lies above the others' 0.05 as well.
        var figures = HeldOutF1.Of(Groups(high: 0.95), prints: 4, priors: [1, 1e9], draws: 5, bootstraps: 5, new Random(1));

        Assert.Equal([1, 1, 1], figures.Select(f => Math.Round(f, 9)));
    }

    [Fact]
    public void Of_OneOfFourHidden_IsFoundByThePriorAlone()
    {
        // Of forty prints that show it ten score 0.2. Chosen on 2, the threshold is mostly 0.5: 0.2 lies below it, and above the frequency of 0.1.
        var figures = HeldOutF1.Of(Groups(high: 0.95, hidden: 10), prints: 2, priors: [1e9], draws: 40, bootstraps: 9, new Random(1));

        Assert.InRange(figures[0], 0.8, 0.97);
        Assert.Equal(1, figures[1], 9);
    }

    /// <summary>Forty prints that show the class and 360 that do not, of one image each.</summary>
    private static List<IReadOnlyList<(double Score, bool Positive)>> Groups(double high, int hidden = 0) =>
    [
        .. Enumerable.Range(0, 40).Select(i => (IReadOnlyList<(double, bool)>)[(i < hidden ? 0.2 : high, true)]),
        .. Enumerable.Range(0, 360).Select(_ => (IReadOnlyList<(double, bool)>)[(0.05, false)]),
    ];
}
