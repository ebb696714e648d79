using System.Numerics;
using Defects.Shared.Simulation;

namespace Defects.Shared.Tests.Simulation;

public class GeometryTests
{
    [Fact]
    public void Infill_SquareOfTenEveryFive_TwoLinesAcross()
    {
        var lines = Infill.Lines([new(0, 0), new(10, 0), new(10, 10), new(0, 10)], 5, 0).ToList();

        // The first line lies half a spacing in: y = 2.5 and y = 7.5.
        Assert.Equal([(new Vector2(0, 2.5f), new Vector2(10, 2.5f)), (new(0, 7.5f), new(10, 7.5f))], lines);
    }

    [Fact]
    public void Project_PointsAroundTheTarget_FallWhereAPinholePutsThem()
    {
        // 90 degrees across 200 mm away: the frame is 400 mm wide there, so 40 mm are a tenth of its width.
        var camera = new CameraPose(new(0, -200, 0), Vector3.Zero, 90, distortion: 0, roll: 0);

        Assert.Equal(Vector2.Zero, camera.Project(Vector3.Zero));
        Assert.Equal(new Vector2(0.1f, 0), camera.Project(new(40, 0, 0)));
        Assert.Equal(new Vector2(0, -0.1f), camera.Project(new(0, 0, 40)));
        Assert.Equal(1 / 400f, camera.Scale(Vector3.Zero), 1e-7f);
    }

    [Fact]
    public void Project_BarrelLens_PullsTheEdgeInwards()
    {
        var camera = new CameraPose(new(0, -200, 0), Vector3.Zero, 90, distortion: -0.2f, roll: 0);

        // At 100 of 200 mm the squared radius is a quarter: the point is drawn at 1 - 0.2 / 4 of a quarter of the width.
        Assert.Equal(0.25f * 0.95f, camera.Project(new(100, 0, 0)).X, 1e-6f);
    }

    [Fact]
    public void Outline_BoxOfFourCorners_HasTheHalfWidthsAsked()
    {
        var box = new PartBody(new(5, 0), new(10, 20), 4, 0, 0, 1, _ => 1).Outline(0.5f);

        Assert.Equal(15, box.Max(p => p.X), 1e-4f);
        Assert.Equal(20, box.Max(p => p.Y), 1e-4f);
    }

    [Fact]
    public void Unit_ManyAddresses_FillsTheIntervalEvenly()
    {
        var chance = new Chance(1, "test");
        var tenths = Enumerable.Range(0, 10_000).GroupBy(i => chance.Below(10, i)).Select(g => g.Count());

        // 1,000 expected, standard deviation 30.
        Assert.All(tenths, count => Assert.InRange(count, 850, 1150));
        Assert.NotEqual(chance.Bits(1, 2), chance.Bits(2, 1));
        Assert.NotEqual(chance.Bits(1), new Chance(1, "other").Bits(1));
        Assert.NotEqual(chance.Bits(1), new Chance(2, "test").Bits(1));
    }
}
