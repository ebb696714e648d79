using Defects.Bench.SeedProblem;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Tests.SeedProblem;

public sealed class SeedProblemTableTests
{
    [Theory]
    [InlineData("accuracy", 0.7829)]
    [InlineData("balanced accuracy", 0.5971)]
    [InlineData("macro-F1", 0.6439)]
    public void Seed_PublishedHeadline_FollowsFromItsClasses(string figure, double published) =>
        // The classes are published with two digits.
        Assert.Equal(published, SeedProblemColumn.Seed.Figures.Single(f => f.Key == figure).Value, 0.005);

    [Fact]
    public void Render_TwoColumns_FiguresBelowEachOtherWithTheirIntervals()
    {
        var table = SeedProblemTable.Render(
        [
            new("seed", [new("accuracy", 0.75)], new Dictionary<string, Interval>()),
            new("plain", [new("accuracy", 0.8)], new Dictionary<string, Interval> { ["accuracy"] = new(0.7, 0.9) }),
        ]);

        Assert.Equal("| | seed | plain |\n|---|---:|---:|\n| accuracy | 0.750 | 0.800 (0.70 to 0.90) |\n", table);
    }
}
