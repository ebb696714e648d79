using CsCheck;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

public sealed class PrintTrackerTests
{
    private static readonly PrinterReport Idle = Said(PrinterActivity.Idle);
    private static readonly PrinterReport Offline = Said(PrinterActivity.Offline);
    private static readonly PrinterReport Silent = new(new PrinterStatus(PrinterActivity.Unknown, ""), null, IsFresh: false, null);

    private static readonly PrinterReport[] Odd =
    [
        Idle,
        Offline,
        Silent,
        Said(PrinterActivity.Unknown),
        Said(PrinterActivity.Attention),
        Said(PrinterActivity.Preparing),
        Print("z", 0),
        Print("z", 0.99, id: "99"),
    ];

    /// <summary>A history of prints: for each the file, whether the printer numbers its prints, and how many reports there are of it and after it.</summary>
    private static readonly Gen<(string File, bool HasId, int Reports, int Pause)[]> Histories =
        Gen.Select(Gen.Bool.Select(isFirst => isFirst ? "a" : "b"), Gen.Bool, Gen.Int[4, 8], Gen.Int[4, 6]).Array[1, 5];

    [Fact]
    public void Observe_AfterAnIdlePrinter_APrintBeginsWithTheSecondReportOfIt() =>
        Assert.Equal([3], Began([Idle, Idle, Print("a", 0), Print("a", 0.1), Print("a", 0.2)]));

    [Fact]
    public void Observe_PrintThatRunsWhenItIsFirstHeardOf_HasNotBegun() =>
        Assert.Empty(Began([Silent, Print("a", 0.4), Print("a", 0.5), Silent, Print("a", 0.6)]));

    [Fact]
    public void Observe_PrinterTurnedOnForAPrint_HasBegunOne() => Assert.Equal([3], Began([Silent, Offline, Print("a", 0), Print("a", 0.1)]));

    [Fact]
    public void Observe_PausesAndDialogs_AreOfTheSamePrint() => Assert.Empty(Began(
        [Print("a", 0.4), Said(PrinterActivity.Attention), Said(PrinterActivity.Attention), Print("a", 0.4), Said(PrinterActivity.Paused), Said(PrinterActivity.Paused), Print("a", 0.5)]));

    [Theory]
    [InlineData("a", 0.5, "1", "a", 0.6, "2", true)]
    [InlineData("a", 0.5, "1", "a", 0.0, "1", false)]
    [InlineData("a", 0.5, null, "b", 0.1, null, true)]
    [InlineData("a", 0.5, null, "a", 0.4, null, false)]
    [InlineData("a", 0.5, "1", "a", 0.6, null, false)]
    [InlineData("a", 0.5, null, null, 0.6, "1", false)]
    public void Observe_InOneGo_AnotherNumberOrFileIsAnotherPrint(string? file, double progress, string? id, string? otherFile, double otherProgress, string? otherId, bool isNew) =>
        Assert.Equal(isNew ? [2] : [], Began([Print(file, progress, id), Print(otherFile, otherProgress, otherId), Print(otherFile, otherProgress, otherId)]));

    [Theory]
    [InlineData("a", 0.5, null, "a", 0.6, null, false)]
    [InlineData("a", 0.5, null, "a", 0.49, null, false)]
    [InlineData("a", 0.5, null, "a", 0.4, null, true)]
    [InlineData("a", 0.5, null, "b", 0.6, null, true)]
    [InlineData("a", 0.5, "1", "a", 0.6, "2", true)]
    [InlineData("a", 0.5, "1", "a", 0.0, "1", false)]
    public void Observe_OutOfSight_SameFileAndMoreProgressIsTheSamePrint(string? file, double progress, string? id, string? otherFile, double otherProgress, string? otherId, bool isNew)
    {
        foreach (var away in new[] { Silent, Offline })
        {
            Assert.Equal(isNew ? [4] : [], Began([Print(file, progress, id), away, away, Print(otherFile, otherProgress, otherId), Print(otherFile, otherProgress, otherId)]));
        }
    }

    [Fact]
    public void Observe_OneReportReadTwice_CountsOnce()
    {
        var (tracker, _) = PrintTracker.Start.Observe(At(Idle, 0));
        (tracker, _) = tracker.Observe(At(Print("a", 0), 1));
        (tracker, var again) = tracker.Observe(At(Print("a", 0), 1));
        (_, var next) = tracker.Observe(At(Print("a", 0), 2));

        Assert.False(again);
        Assert.True(next);
    }

    [Fact]
    public void AnyHistory_WithOneOddReportAnywhere_TellsEachPrintOnceWhileItLasts() => Gen.Select(Histories, Gen.Int[0, 1000], Gen.Int[0, Odd.Length - 1])
        .Sample(
            (history, at, odd) =>
            {
                var (reports, spans) = Reports(history);
                at = 1 + (at % reports.Count);
                reports.Insert(at, Odd[odd]);
                var began = Began(reports);

                // What comes after the odd report is one later.
                Assert.Equal(spans.Count, began.Count);
                Assert.All(began.Zip(spans), pair => Assert.InRange(pair.First, pair.Second.First + (at < pair.Second.First ? 1 : 0), pair.Second.Last + (at <= pair.Second.Last ? 1 : 0)));
            },
            iter: 5000);

    [Fact]
    public void AnyHistory_WithAnOutageWithinAPrint_TellsItOnce() => Gen.Select(Histories, Gen.Int[0, 1000], Gen.Bool.Array[1, 20])
        .Sample(
            (history, at, outage) =>
            {
                var (reports, spans) = Reports(history);
                var print = spans[at % spans.Count];

                // After the two reports that a print is known by.
                reports.InsertRange(print.First + 2 + (at % (print.Last - print.First - 1)), outage.Select(isSilent => isSilent ? Silent : Offline));

                Assert.Equal(spans.Count, Began(reports).Count);
            },
            iter: 5000);

    private static (List<PrinterReport> Reports, List<(int First, int Last)> Spans) Reports((string File, bool HasId, int Reports, int Pause)[] history)
    {
        List<PrinterReport> reports = [Idle, Idle, Idle];
        List<(int First, int Last)> spans = [];
        foreach (var (file, hasId, count, pause) in history)
        {
            spans.Add((reports.Count, reports.Count + count - 1));
            reports.AddRange(Enumerable.Range(0, count).Select(step => Print(file, (double)step / count, hasId ? $"{spans.Count}" : null)));
            reports.AddRange(Enumerable.Repeat(Idle, pause));
        }

        return (reports, spans);
    }

    private static List<int> Began(IReadOnlyList<PrinterReport> reports)
    {
        List<int> all = [];
        var tracker = PrintTracker.Start;
        for (var i = 0; i < reports.Count; i++)
        {
            (tracker, var began) = tracker.Observe(At(reports[i], i));
            if (began)
            {
                all.Add(i);
            }
        }

        return all;
    }

    private static PrinterReport At(PrinterReport report, int second) => report.IsFresh ? report with { At = DateTimeOffset.UnixEpoch.AddSeconds(second) } : report;

    private static PrinterReport Print(string? file, double progress, string? id = null) =>
        Said(PrinterActivity.Printing, new PrintJob { File = file, Progress = progress, Id = id });

    private static PrinterReport Said(PrinterActivity activity, PrintJob? job = null) => new(new PrinterStatus(activity, "", job), null, IsFresh: true, null);
}
