using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

public sealed class PrintTrustTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PrinterReport Idle = Said(PrinterActivity.Idle);
    private static readonly PrinterReport Done = Said(PrinterActivity.Idle, PrintOutcome.Completed);
    private static readonly PrinterReport Stopped = Said(PrinterActivity.Idle, PrintOutcome.Stopped);
    private static readonly PrinterReport Heating = Said(PrinterActivity.Preparing);
    private static readonly PrinterReport Laying = Said(PrinterActivity.Printing);
    private static readonly PrinterReport Silent = new(PrinterStatus.Unknown, null, IsFresh: false, null);

    private static readonly PrinterReport[] FromTheBeginning = [Idle, Idle, Heating, Heating, Laying];

    [Fact]
    public void Observe_PrintCompletedInSight_IsGoodOnceTheNextBegins()
    {
        var ended = Play([.. FromTheBeginning, Laying, Done, Done]);
        var next = Play([.. FromTheBeginning, Laying, Done, Done, Heating, Laying]);

        // It has begun with the second report of it, which is the fourth of all; the next one with the tenth.
        Assert.Equal((At(3), true, null, null), (ended.Print, ended.HasEnded, ended.Running, ended.Good));
        Assert.Equal((At(9), false, At(9), At(3)), (next.Print, next.HasEnded, next.Running, next.Good));
    }

    public static TheoryData<string, string> Objections => new()
    {
        { nameof(PrinterActivity.Paused), "it was paused" },
        { nameof(PrinterActivity.Pausing), "it was paused" },
        { nameof(PrinterActivity.Attention), "the printer wanted a person" },
        { nameof(PrinterActivity.Offline), "the printer was out of sight" },

        // PrusaLink says busy while filament is changed, and a topic nothing after its broker was away.
        { nameof(PrinterActivity.Unknown), "the printer did not say what it was doing" },
    };

    [Theory]
    [MemberData(nameof(Objections))]
    public void Observe_SomethingInThePrintSpeaksAgainstIt_IsNotGoodThoughItIsCompleted(string activity, string why)
    {
        var objection = Said(Enum.Parse<PrinterActivity>(activity));

        var lost = Play([.. FromTheBeginning, objection, Laying, Laying, Done, Done]);
        var next = Play([.. FromTheBeginning, objection, Laying, Laying, Done, Done, Heating, Laying]);

        Assert.Equal((null, why), (lost.Print, lost.Lost));
        Assert.Equal((At(11), null), (next.Running, next.Good));
    }

    [Fact]
    public void Observe_SilentInThePrint_IsNotGoodThoughItIsCompleted()
    {
        var lost = Play([.. FromTheBeginning, Silent, Laying, Done, Done]);

        Assert.Equal((null, "the printer was out of sight"), (lost.Print, lost.Lost));
    }

    public static TheoryData<string, string> Ends => new()
    {
        { "stopped stopped", "it was cancelled or failed" },
        { "stopped idle", "it was cancelled or failed" },
        { "stopped done", "it was cancelled or failed" },
        { "done stopped", "it was cancelled or failed" },
    };

    [Theory]
    [InlineData("idle idle")]

    // One odd report in mid-print ends nothing, and what it said is forgotten.
    [InlineData("done laying idle idle")]
    public void Observe_EndThatIsNotToldToBeACompletion_IsNotGoodUnlessAPersonSaysSo(string ends)
    {
        PrinterReport[] ended = [.. FromTheBeginning, .. ends.Split(' ').Select(Said)];

        var next = Play([.. ended, Heating, Laying]);
        Assert.Equal((At(ended.Length + 1), null, "neither the printer nor a person said that it was good"), (next.Running, next.Good, next.Lost));
        Assert.Equal(At(3), Play(ended).Vouch()?.Good);
    }

    [Theory]
    [InlineData("idle idle", true)]
    [InlineData("done done", true)]
    [InlineData("stopped stopped", false)]
    public void Vouch_ForARunningPrint_MakesItGoodOnceItIsOver_UnlessItIsCancelled(string ends, bool isGood)
    {
        var vouched = Play(FromTheBeginning).Vouch()!;
        Assert.Equal((At(3), null), (vouched.Running, vouched.Good));

        var ended = Play([.. ends.Split(' ').Select(Said)], vouched, PrintTracker.Start with { Phase = PrintPhase.Print }, from: 5);

        Assert.Equal((null, isGood ? At(3) : null), (ended.Print, ended.Good));
    }

    [Fact]
    public void Observe_NextPrintBeginsWhileTheLastStillRan_SaysThatItsEndWasNotSeen()
    {
        var next = Play([.. FromTheBeginning, Idle]).Observe(Laying, PrintTracker.Start, began: true, At(9));

        Assert.Equal((At(9), null, "its end was not seen"), (next.Running, next.Good, next.Lost));
    }

    [Fact]
    public void Vouch_WherePrintLostItsTrust_IsRefused() => Assert.Null(Play([.. FromTheBeginning, Done, Done]).Lose("an alert began").Vouch());

    [Theory]
    [MemberData(nameof(Ends))]
    public void Observe_EndThatIsToldToBeNone_IsNotGood(string ends, string why)
    {
        var lost = Play([.. FromTheBeginning, .. ends.Split(' ').Select(Said)]);

        Assert.Equal((null, why), (lost.Print, lost.Lost));
    }

    [Theory]
    [InlineData("done idle")]
    [InlineData("idle done")]
    [InlineData("idle laying done done")]
    [InlineData("stopped laying done done")]
    public void Observe_CompletionToldByOneOfTheReportsThatEndIt_IsEnough(string ends) =>
        Assert.True(Play([.. FromTheBeginning, .. ends.Split(' ').Select(Said)]).HasEnded);

    [Fact]
    public void Observe_PrintThatRunsWhenItIsFirstHeardOf_IsNotTrusted()
    {
        var first = Play([Laying, Laying, Done, Done]);
        var next = Play([Laying, Laying, Done, Done, Heating, Laying]);

        Assert.Null(first.Print);
        Assert.Equal((At(5), null), (next.Running, next.Good));
    }

    [Fact]
    public void Observe_BeginningOutOfSight_IsNotTrusted()
    {
        var begun = Play([Idle, Idle, Silent, Laying, Laying]);

        Assert.Equal((null, "its beginning was not seen"), (begun.Print, begun.Lost));
    }

    [Fact]
    public void Observe_OutOfSightAfterTheEnd_IsStillGood()
    {
        var next = Play([.. FromTheBeginning, Done, Done, Silent, Said(PrinterActivity.Offline), Idle, Heating, Laying]);

        Assert.Equal((At(11), At(3)), (next.Running, next.Good));
    }

    [Fact]
    public void Lose_AfterTheEnd_IsNotGoodWhenTheNextBegins()
    {
        var lost = Play([.. FromTheBeginning, Done, Done]).Lose("somebody said so");

        Assert.Equal((null, false, "somebody said so"), (lost.Print, lost.HasEnded, lost.Lost));
        Assert.Null(Play([Heating, Laying], lost, Between, from: 7).Good);
    }

    [Fact]
    public void Lose_NothingTrusted_IsTheSame() => Assert.Same(PrintTrust.None, PrintTrust.None.Lose("why ever"));

    [Fact]
    public void Resume_RunningPrint_IsLostAndTheNextOneIsSeenOnlyAfterAnIdlePrinter()
    {
        var resumed = Play(FromTheBeginning).Resume();

        Assert.Equal((null, "the agent did not run all the time"), (resumed.Print, resumed.Lost));
        Assert.Null(Play([Laying, Laying], resumed, Between, from: 5).Print);
        Assert.Equal(At(8), Play([Idle, Idle, Laying, Laying], resumed, Between, from: 5).Print);
    }

    [Fact]
    public void Resume_PrintThatWasCompleted_Stays()
    {
        var resumed = Play([.. FromTheBeginning, Done, Done]).Resume();

        Assert.Equal((At(3), true), (resumed.Print, resumed.HasEnded));
    }

    private static PrintTracker Between => PrintTracker.Start with { Phase = PrintPhase.Between };

    private static PrintTrust Play(PrinterReport[] reports) => Play(reports, PrintTrust.None, PrintTracker.Start, from: 0);

    /// <summary>A report each second.</summary>
    private static PrintTrust Play(PrinterReport[] reports, PrintTrust trust, PrintTracker tracker, int from)
    {
        for (var i = 0; i < reports.Length; i++)
        {
            var report = reports[i] with { At = reports[i].IsFresh ? At(from + i) : null };
            (tracker, var began) = tracker.Observe(report);
            trust = trust.Observe(report, tracker, began, At(from + i));
        }

        return trust;
    }

    private static DateTimeOffset At(int second) => Start.AddSeconds(second);

    private static PrinterReport Said(string word) => word switch
    {
        "done" => Done,
        "stopped" => Stopped,
        "laying" => Laying,
        _ => Idle,
    };

    private static PrinterReport Said(PrinterActivity activity, PrintOutcome? outcome = null) =>
        new(new PrinterStatus(activity, $"{activity}", null, outcome), Start, IsFresh: true, null);
}
