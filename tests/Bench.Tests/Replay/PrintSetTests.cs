using Defects.Bench.Replay;
using Defects.Shared.Simulation;

namespace Defects.Bench.Tests.Replay;

public sealed class PrintSetTests
{
    private static readonly PrintSet Choose = new(ReplayRole.Choose);
    private static readonly PrintSet Report = new(ReplayRole.Report);

    [Fact]
    public void Prints_OfTheTwoRoles_ShareNeitherSeedNorKindOfCamera()
    {
        WatchedPrint[] choose = [.. Choose.Good(1000), .. Choose.Failing(201)];
        WatchedPrint[] report = [.. Report.Good(1000), .. Report.Failing(201)];
        Assert.Empty(choose.Select(print => print.Print.Seed).Intersect(report.Select(print => print.Print.Seed)));
        Assert.Empty(choose.Select(print => print.Print.Camera).Intersect(report.Select(print => print.Print.Camera)));
        Assert.Equal(choose.Length, choose.Select(print => print.Name).Distinct().Count());
        Assert.Equal(Enum.GetValues<CameraFamily>().Length, choose.Concat(report).Select(print => print.Print.Camera).Distinct().Count());
    }

    [Fact]
    public void Prints_OfTheReport_AreNoneThatTheModelWasTrainedOn()
    {
        var trained = new SimulatedDataset().Prints().Select(print => print.Print.Seed).ToHashSet();
        Assert.DoesNotContain(Report.Good(1000).Concat(Report.Failing(201)), print => trained.Contains(print.Print.Seed));
    }

    [Fact]
    public void Good_OfSoManyHours_IsNoLess() => Assert.InRange(Report.Good(20).Sum(print => print.Duration.TotalHours), 20, 21.5);

    [Fact]
    public void Failing_AnyPrint_IsWatchedAroundItsOnset() => Assert.All(Report.Failing(30), print =>
    {
        Assert.InRange(print.Print.Onset - print.From, TimeSpan.FromMinutes(3), PrintSet.Before);
        Assert.InRange(print.To - print.Print.Onset, TimeSpan.FromMinutes(13), PrintSet.After);
        Assert.True(print.To <= print.Print.Duration);
    });

    [Fact]
    public void Mixed_FailingPrints_AreSpreadOverTheGoodOnes()
    {
        var mixed = ReplayBenchCommand.Mixed([.. Report.Good(10)], [.. Report.Failing(3)]);
        Assert.InRange(mixed.Take(mixed.Count / 2).Count(print => print.Print.Failure.IsDefect), 1, 2);
        Assert.Equal(3, mixed.Count(print => print.Print.Failure.IsDefect));
    }
}
