using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class PlanOutlookTests
{
    private static readonly LossOptions Weighted = new() { Weights = ClassWeights.InverseFrequency };

    [Fact]
    public void Of_RarestClassDoubles_SamplingLetsGoUntilNothingIsOversampled()
    {
        var outlooks = PlanOutlook.Of([new(DefectClass.Good, 500, 4000), new(DefectClass.Spaghetti, 39, 78)], new SamplingOptions(), Weighted);

        Assert.Equal([39, 78, 156, 312, 624, 1248], outlooks.Select(o => o.Groups));
        Assert.Equal([78, 156, 312, 624, 1248, 2496], outlooks.Select(o => o.Counts[1].Images));

        // q = 0.5 + 0.5 log(n / 30) / log(1000 / 30), by hand; r = q - 0.25.
        Assert.Equal([0.537, 0.636, 0.735, 0.834, 0.933, 1], outlooks.Select(o => Math.Round(o.Plan.SamplingExponent, 3)));
        Assert.All(outlooks, o => Assert.Equal(o.Plan.SamplingExponent - 0.25, o.Plan.WeightExponent, 12));

        // The common class has 500 groups: it is brought along from the step in which it would be the rarest.
        Assert.Equal([4000, 4000, 4000, 4000, 4992, 9984], outlooks.Select(o => o.Counts[0].Images));
    }

    [Fact]
    public void Of_NothingIsOversampledToday_IsTodayAlone_AndStillAPlot()
    {
        var outlooks = PlanOutlook.Of([new(DefectClass.Good, 5000, 5000), new(DefectClass.Spaghetti, 1000, 1000)], new SamplingOptions(), new LossOptions());

        Assert.Equal([1000, 5000], Assert.Single(outlooks).Plan.Classes.Select(c => c.Draws).Order());
        Assert.True(PlanPlot.Render(outlooks).Length > 1000);
    }

    [Fact]
    public void Of_AnyCounts_RepeatsOfTheRarestClassNeverRise() => SamplingPlanTests.Counts.Sample(counts =>
    {
        // One image a group, so that the class of fewest groups is the one of fewest images.
        ClassCount[] still = [.. counts.Select(c => c with { Images = c.Groups })];
        var rarest = PlanOutlook.RarestOf(still).Class;
        var outlooks = PlanOutlook.Of(still, new SamplingOptions(), new LossOptions());

        // Draws are whole numbers.
        Assert.All(outlooks.Zip(outlooks.Skip(1)), pair => Assert.True(
            pair.Second.Plan.ShareOf(rarest).Draws <= 2 * pair.First.Plan.ShareOf(rarest).Draws + 2));
        Assert.Equal(1, outlooks[^1].Plan.ShareOf(rarest).Repeats);
        Assert.Equal(1, outlooks[^1].Plan.SamplingExponent);
    });

    [Fact]
    public void PlanText_OfAnyCounts_FitsATerminal_AndShowsTodayAndTheOutlook()
    {
        var loss = Weighted;
        var lines = PlanText.Of(
            PlanOutlook.Of([new(DefectClass.Good, 100, 400), new(DefectClass.UnderExtrusion, 20, 100)], new SamplingOptions(), loss), loss).ToList();

        // 333 and 167 of 500 draws, weights 1 : sqrt 2: by hand 0.879 and 1.242, so the model is fitted to 58.5 and 41.5 %.
        Assert.Equal("good                 100     400     333     0.83   66.6 %   0.88     58.5 %", lines[3]);
        Assert.Equal("under_extrusion       20     100     167     1.67   33.4 %   1.24     41.5 %", lines[4]);
        Assert.Equal("    20     0.50     0.25     100     167     1.67   33.4 %   1.24", lines[9]);

        // At the end 5 images for each 4 of good: 6400 and 5120; weights 1.25^-0.75 : 1, of mean 1.
        Assert.Equal("  1280     1.00     0.75    6400    6400     1.00   55.6 %   0.93", lines[^1]);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 79));
    }
}
