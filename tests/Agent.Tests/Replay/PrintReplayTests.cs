using Defects.Agent.Alerts;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Replay;

public sealed class PrintReplayTests
{
    private static readonly AlertRule Rule = AlertRule.BuiltIn(new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.4, 0)) with { TimeConstant = TimeSpan.FromSeconds(10), SetHold = TimeSpan.FromSeconds(15) };

    [Fact]
    public void Begins_StepAtTheOnset_IsFoundWhenWorkedOutByHand()
    {
        // 0.9 (1 - exp(-t / 10)) with t counted from the last good frame, 5 s before the onset: 0.35 at the onset, 0.57 at 5 s,
        // 0.70 at 10 s, from where it has to hold for 15 s: 25 s.
        var log = Logs.Of(300, onset: 100, second => second >= 100 ? 0.9 : 0);
        Assert.Equal([TimeSpan.FromSeconds(125)], PrintReplay.Begins(log, [Rule])[DefectClass.Spaghetti]);
        Assert.Equal(TimeSpan.FromSeconds(25), Figures(log).Within(0.5));
    }

    [Fact]
    public void Begins_ScoreBetweenResetAndSet_NeverBegins() =>
        Assert.Empty(PrintReplay.Begins(Logs.Of(3600, null, _ => 0.59), [Rule])[DefectClass.Spaghetti]);

    [Fact]
    public void Begins_TwoCamerasOfWhichOneIsBlind_BeginOnTheOneThatSees()
    {
        var seeing = Logs.Of(300, 100, second => second >= 100 ? 0.9 : 0);
        var both = new ScoreLog(
            seeing.Header with { Cameras = ["bed", "top"] },
            [.. seeing.Frames.SelectMany(frame => new[] { frame with { Camera = 1 }, new ScoredMoment(frame.At, 0, [1, 0, 0]) })]);
        Assert.Equal([TimeSpan.FromSeconds(125)], PrintReplay.Begins(both, [Rule])[DefectClass.Spaghetti]);
    }

    [Fact]
    public void Figures_AlertBeforeTheOnset_IsFalseAndFindsNothing()
    {
        var figures = Figures(Logs.Of(600, onset: 300, second => second >= 100 ? 0.9 : 0));
        Assert.Equal((1, 1, TimeSpan.FromSeconds(300)), (figures.FalseAlarms, figures.Missed, figures.Good));
        Assert.Null(figures.Within(0.5));
    }

    [Fact]
    public void Figures_FailureOfAnotherClass_CountsNeitherForNorAgainst()
    {
        var log = Logs.Of(600, null, second => second >= 300 ? 0.9 : 0);
        log = log with { Header = log.Header with { Onsets = new Dictionary<DefectClass, TimeSpan> { [DefectClass.Stringing] = TimeSpan.FromSeconds(300) } } };
        var figures = Figures(log);
        Assert.Equal((0, 0, TimeSpan.FromSeconds(300)), (figures.FalseAlarms, figures.Failures, figures.Good));
    }

    [Fact]
    public void Within_MissedFailures_AreEndless()
    {
        // Ranks of five failures: 10, 20, 30, missed, missed. The third is the median; 95 % is the fifth.
        var figures = new ClassFigures(DefectClass.Spaghetti, [.. new[] { 10, 20, 30 }.Select(s => TimeSpan.FromSeconds(s))], 2, 3, TimeSpan.FromHours(50));
        Assert.Equal(TimeSpan.FromSeconds(30), figures.Within(0.5));
        Assert.Equal(TimeSpan.FromSeconds(10), figures.Within(0.2));
        Assert.Null(figures.Within(0.95));
        Assert.Equal(6, figures.PerHundredHours);
        // 3 events: 0.6187 to 8.7673 by the table, in 50 h.
        Assert.Equal(1.2373, figures.Interval.Low, 0.001);
        Assert.Equal(17.5346, figures.Interval.High, 0.001);
    }

    private static ClassFigures Figures(ScoreLog log) =>
        ClassFigures.Of(DefectClass.Spaghetti, [(log.Header, PrintReplay.Begins(log, [Rule])[DefectClass.Spaghetti])]);
}
