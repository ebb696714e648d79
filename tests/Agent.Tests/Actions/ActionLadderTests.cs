using Defects.Agent.Actions;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Actions;

public sealed class ActionLadderTests
{
    private static readonly Ulid First = Ulid.NewUlid(DateTimeOffset.UnixEpoch);
    private static readonly Ulid Second = Ulid.NewUlid(DateTimeOffset.UnixEpoch.AddSeconds(1));
    private static readonly TimeSpan Second1 = TimeSpan.FromSeconds(1);

    private readonly List<(int At, ActionEvent Told)> _told = [];
    private readonly List<int> _asked = [];
    private ActionState _state = ActionState.Rest;
    private int _second;

    [Fact]
    public void Step_AlertStaysOpen_AnnouncesCountsDownPausesAndBelievesThePrinterOnly()
    {
        Run(62, Open(PrinterActivity.Printing));
        Run(5, Open(PrinterActivity.Pausing));
        Run(1, Open(PrinterActivity.Paused));
        Run(600, Open(PrinterActivity.Paused));

        // Announced at 0, 60 s later asked, and told paused when the printer is, at 67.
        Assert.Equal([(0, ActionKind.Announced), (60, ActionKind.Pausing), (67, ActionKind.Paused)], Kinds());
        Assert.Equal([60], _asked);
        Assert.Equal(TimeSpan.FromSeconds(60), _told[0].Told.In);
        Assert.All(_told, told => Assert.Equal((First, Initiator.Agent), (told.Told.Alert, told.Told.By)));
    }

    [Fact]
    public void Step_NotArmed_SaysWhenItWouldHaveAndNeverAsks()
    {
        Run(600, Open(PrinterActivity.Printing, isArmed: false));

        Assert.Equal([(0, ActionKind.Announced), (60, ActionKind.DryRun)], Kinds());
        Assert.Empty(_asked);
    }

    [Fact]
    public void Step_AlertEndsInTheCountdown_IsCancelled()
    {
        Run(30, Open(PrinterActivity.Printing));
        Run(100, new ActionSituation([], [], PrinterActivity.Printing, true));

        Assert.Equal([(0, ActionKind.Announced), (30, ActionKind.Cancelled)], Kinds());
        Assert.Empty(_asked);
    }

    [Fact]
    public void Step_AlertSilencedAndHeardAgain_HasANewCountdown()
    {
        Run(30, Open(PrinterActivity.Printing));
        Run(30, Open(PrinterActivity.Printing) with { Alerts = [] });
        Run(70, Open(PrinterActivity.Printing));

        Assert.Equal([(0, ActionKind.Announced), (30, ActionKind.Cancelled), (60, ActionKind.Announced), (120, ActionKind.Pausing)], Kinds());
    }

    [Fact]
    public void Veto_InTheCountdown_HoldsForThatAlertAndNotForTheNext()
    {
        Run(30, Open(PrinterActivity.Printing));
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Printing)));
        Run(600, Open(PrinterActivity.Printing));
        Assert.Equal([(0, ActionKind.Announced), (30, ActionKind.Cancelled)], Kinds());
        Assert.Equal(Initiator.Operator, _told[^1].Told.By);

        Run(62, Open(PrinterActivity.Printing, id: Second));
        Assert.Equal([630, 690], _told.Skip(2).Select(told => told.At));
        Assert.Equal([690], _asked);
    }

    [Fact]
    public void Veto_WhileTheAlertIsSnoozed_StillHoldsWhenItIsHeardAgain()
    {
        Run(1, Open(PrinterActivity.Printing) with { Alerts = [] });
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Printing) with { Alerts = [] }));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Empty(Kinds());
    }

    [Fact]
    public void Step_SomebodyPausesFirst_IsOvertakenAndNothingIsAsked()
    {
        Run(30, Open(PrinterActivity.Printing));
        Run(600, Open(PrinterActivity.Paused));

        Assert.Equal([(0, ActionKind.Announced), (30, ActionKind.Overtaken)], Kinds());
        Assert.Equal(Initiator.Printer, _told[^1].Told.By);
    }

    [Fact]
    public void Step_SomebodyResumes_IsNotPausedAgainForThatAlert()
    {
        Run(62, Open(PrinterActivity.Printing));
        Run(10, Open(PrinterActivity.Paused));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([ActionKind.Announced, ActionKind.Pausing, ActionKind.Paused, ActionKind.Resumed], _told.Select(told => told.Told.Kind));
        Assert.Equal([60], _asked);
    }

    [Fact]
    public void Step_PrinterTakesItAndDoesNot_APersonIsCalledAfterThreeTimesAndItIsAskedAgainWithEachCall()
    {
        Run(305, Open(PrinterActivity.Printing));

        // Asked at 60, 90 and 120; not believed at 150; told again, and asked again, at 210 and 270.
        Assert.Equal([60, 90, 120, 210, 270], _asked);
        Assert.Equal([(150, ActionKind.Failed), (210, ActionKind.Failed), (270, ActionKind.Failed)], Kinds().Skip(4).Where(told => told.Kind == ActionKind.Failed));
        Assert.Equal([1, 2, 3, 3, 3, 4, 4, 5], _told.Skip(1).Select(told => told.Told.Attempt!.Value));

        // The last request was 35 s ago.
        Run(1, Open(PrinterActivity.Paused));
        Assert.Equal(ActionKind.Paused, _told[^1].Told.Kind);
        Assert.Equal(Initiator.Printer, _told[^1].Told.By);
    }

    [Fact]
    public void Step_PauseFailedAndAPersonKnows_IsNotToldAgainAndThePrinterIsStillFollowed()
    {
        Run(200, Open(PrinterActivity.Printing));
        Run(600, Open(PrinterActivity.Printing) with { Acknowledged = [First] });

        Assert.Equal((150, ActionKind.Failed), Kinds()[^1]);
        Assert.Equal([60, 90, 120], _asked);

        Run(1, Open(PrinterActivity.Paused) with { Acknowledged = [First] });
        Assert.Equal(ActionKind.Paused, _told[^1].Told.Kind);
    }

    [Fact]
    public void Step_AcknowledgedWhileItIsAskedAgain_IsNeitherToldNorAskedAfterThat()
    {
        Run(215, Open(PrinterActivity.Printing));
        Run(600, Open(PrinterActivity.Printing) with { Acknowledged = [First] });

        Assert.Equal([60, 90, 120, 210], _asked);
        Assert.Equal((210, ActionKind.Retrying), Kinds()[^1]);
    }

    [Fact]
    public void Step_PauseFailedAndAPersonKnows_AnotherAlertDoesNotWaitForIt()
    {
        Run(200, Open(PrinterActivity.Printing));
        var both = new ActionSituation(
            [First, Second],
            [(First, DefectClass.Stringing, TimeSpan.FromSeconds(60)), (Second, DefectClass.Spaghetti, TimeSpan.FromSeconds(60))],
            PrinterActivity.Printing,
            true);
        Run(70, both with { Acknowledged = [First] });

        Assert.Equal([(200, ActionKind.Announced), (260, ActionKind.Pausing)], Kinds().Skip(5));
        Assert.Equal(Second, _told[^1].Told.Alert);
    }

    [Fact]
    public void Step_PauseFailedAndTheAlertIsSnoozed_HasANewCountdownAfterTheSilence()
    {
        Run(155, Open(PrinterActivity.Printing));
        Run(60, Open(PrinterActivity.Printing) with { Alerts = [] });
        Run(70, Open(PrinterActivity.Printing));

        // Given up at 150, silent from 155 on, heard again at 215.
        Assert.Equal([(150, ActionKind.Failed), (215, ActionKind.Announced), (275, ActionKind.Pausing)], Kinds().Skip(4));
    }

    [Fact]
    public void Veto_AfterAFailure_EndsTheAsking()
    {
        Run(151, Open(PrinterActivity.Printing));
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Printing)));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([60, 90, 120], _asked);
        Assert.Equal(ActionKind.Cancelled, _told[^1].Told.Kind);
    }

    [Fact]
    public void Step_PauseFailedAndThePrinterIsNotArmedPausesOrTheEvidenceLetsGo_APersonIsCalledAndNothingIsAsked()
    {
        Run(151, Open(PrinterActivity.Printing));
        Run(60, Open(PrinterActivity.Printing, isArmed: false));
        Run(60, Open(PrinterActivity.Pausing));
        Run(60, Open(PrinterActivity.Printing) with { Fading = [First] });

        Assert.Equal([60, 90, 120], _asked);
        Assert.Equal([150, 210, 270, 330], Kinds().Where(told => told.Kind == ActionKind.Failed).Select(told => told.At));

        Run(60, Open(PrinterActivity.Printing));
        Assert.Equal(390, _asked[^1]);
    }

    [Fact]
    public void Step_NotArmedAnyMoreBetweenTwoAttempts_IsNotAskedAgain()
    {
        Run(61, Open(PrinterActivity.Printing));
        Run(600, Open(PrinterActivity.Printing, isArmed: false));

        Assert.Equal([60], _asked);
        Assert.Equal((90, ActionKind.DryRun), Kinds()[^1]);
    }

    [Fact]
    public void Step_EvidenceHasLetGoWhenTheCountdownEnds_WaitsForItToComeBackOrForTheAlertToEnd()
    {
        Run(40, Open(PrinterActivity.Printing));
        Run(50, Open(PrinterActivity.Printing) with { Fading = [First] });
        Assert.Empty(_asked);

        Run(1, Open(PrinterActivity.Printing));
        Assert.Equal([90], _asked);
    }

    [Fact]
    public void Step_OneAlertHasLetGoAndAnotherHasNot_TheOtherHasItsOwnCountdown()
    {
        var both = new ActionSituation(
            [First, Second],
            [(First, DefectClass.Spaghetti, TimeSpan.FromSeconds(60)), (Second, DefectClass.Stringing, TimeSpan.FromSeconds(60))],
            PrinterActivity.Printing,
            true);
        Run(40, both);
        Run(100, both with { Fading = [First] });

        Assert.Equal([(0, ActionKind.Announced), (60, ActionKind.Cancelled), (60, ActionKind.Announced), (120, ActionKind.Pausing)], Kinds().Take(4));
        Assert.Equal([First, First, Second, Second], _told.Take(4).Select(told => told.Told.Alert!.Value));
    }

    [Fact]
    public void Step_EvidenceLetsGoAndTheAlertEnds_NeverAsks()
    {
        Run(40, Open(PrinterActivity.Printing));
        Run(50, Open(PrinterActivity.Printing) with { Fading = [First] });
        Run(10, new ActionSituation([], [], PrinterActivity.Printing, true));

        Assert.Empty(_asked);
        Assert.Equal([ActionKind.Announced, ActionKind.Cancelled], _told.Select(told => told.Told.Kind));
    }

    [Fact]
    public void Step_AcknowledgedInTheCountdown_PausesAllTheSame()
    {
        Run(30, Open(PrinterActivity.Printing));
        Run(31, Open(PrinterActivity.Printing) with { Acknowledged = [First] });

        // To know is not to say no: that is what a veto is for.
        Assert.Equal([60], _asked);
    }

    [Fact]
    public void Step_PrinterRefuses_IsAskedAgainAfterWaitsThatGrowAndThenEachMinute()
    {
        Run(215, Open(PrinterActivity.Printing), refusal: "no active job");

        // 10 s after the first refusal, 20 s after the second; of the third a person hears at once.
        Assert.Equal([60, 70, 90, 151, 211], _asked);
        Assert.Equal([91, 151, 211], Kinds().Where(told => told.Kind == ActionKind.Failed).Select(told => told.At));
        Assert.All(_told.Skip(2), told => Assert.Equal("no active job", told.Told.Reason));
    }

    [Fact]
    public void Step_HostWasAwayForAnHourWhenTheCountdownWasOver_IsPausedWhenItIsBack()
    {
        Run(3600, Open(PrinterActivity.Unknown), refusal: "no connection (Connection refused)");
        Run(90, Open(PrinterActivity.Printing));
        var asked = _asked[^1];
        Run(1, Open(PrinterActivity.Paused));

        Assert.InRange(asked, 3600, 3661);
        Assert.Equal((ActionKind.Paused, First), (_told[^1].Told.Kind, _told[^1].Told.Alert));
    }

    [Fact]
    public void Step_LongWayToItsParkPosition_IsNotAskedTwice()
    {
        Run(61, Open(PrinterActivity.Printing));
        Run(120, Open(PrinterActivity.Pausing));
        Run(1, Open(PrinterActivity.Paused));

        Assert.Equal([60], _asked);
        Assert.Equal(ActionKind.Paused, _told[^1].Told.Kind);
    }

    [Fact]
    public void Step_MachineSleptThroughTheCountdown_LeavesTimeForAVeto()
    {
        Run(2, Open(PrinterActivity.Printing));
        Take(ActionLadder.Step(_state, Open(PrinterActivity.Printing), TimeSpan.FromHours(8)));

        Assert.Equal(TimeSpan.FromSeconds(54), _state.Left);
        Assert.Empty(_asked);
    }

    [Fact]
    public void Resume_InTheCountdown_AnnouncesAnewWithAWholeOne()
    {
        Run(50, Open(PrinterActivity.Printing));
        _state = ActionLadder.Resume(_state);
        Run(62, Open(PrinterActivity.Printing));

        Assert.Equal([(0, ActionKind.Announced), (50, ActionKind.Announced), (110, ActionKind.Pausing)], Kinds());
    }

    [Fact]
    public void Resume_ThePrinterWasAsked_IsNotAskedAgainWithoutANewCountdown()
    {
        Run(61, Open(PrinterActivity.Printing));
        _state = ActionLadder.Resume(_state);
        Run(100, Open(PrinterActivity.Printing));

        // Half a minute for the pause that may be under way, and a whole countdown.
        Assert.Equal([(0, ActionKind.Announced), (60, ActionKind.Pausing), (91, ActionKind.Announced), (151, ActionKind.Pausing)], Kinds());
        Assert.Equal([60, 151], _asked);
    }

    [Fact]
    public void Resume_ThePrinterWasAskedAndSaysThatItPaused_IsBelieved()
    {
        Run(61, Open(PrinterActivity.Printing));
        _state = ActionLadder.Resume(_state);
        Run(3, Open(PrinterActivity.Unknown));
        Run(1, Open(PrinterActivity.Paused));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([ActionKind.Announced, ActionKind.Pausing, ActionKind.Paused, ActionKind.Resumed], _told.Select(told => told.Told.Kind));
        Assert.Equal(Initiator.Agent, _told[2].Told.By);
    }

    [Theory]
    [InlineData(false, new[] { 210, 270 })]
    [InlineData(true, new int[0])]
    public void Resume_AfterAFailure_AsksAfterANewCountdownUnlessAPersonKnows(bool isAcknowledged, int[] announcedAndAsked)
    {
        Run(151, Open(PrinterActivity.Printing));
        _state = ActionLadder.Resume(_state);
        Run(130, Open(PrinterActivity.Printing) with { Acknowledged = isAcknowledged ? [First] : [] });

        Assert.Equal(announcedAndAsked, Kinds().Where(told => told.At > 150 && told.Kind is ActionKind.Announced or ActionKind.Pausing).Select(told => told.At));
        Assert.Equal([60, 90, 120, .. announcedAndAsked.Skip(1)], _asked);
    }

    [Fact]
    public void Resume_PausedAndResumedWhileNobodyLooked_IsNotPausedAgain()
    {
        Run(61, Open(PrinterActivity.Printing));
        Run(1, Open(PrinterActivity.Paused));
        _state = ActionLadder.Resume(_state);
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([60], _asked);
        Assert.Equal(ActionKind.Resumed, _told[^1].Told.Kind);
    }

    [Fact]
    public void Request_OfAPrintThatWasPausedAndResumed_ItsAlertHasHadItsActionAlsoAfterARestart()
    {
        Run(61, Open(PrinterActivity.Printing));
        Run(1, Open(PrinterActivity.Paused));
        _state = ActionLadder.Resume(ActionLadder.Request(_state));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([60], _asked);
        Assert.Equal(ActionKind.Paused, _told[^1].Told.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Resume_APersonAskedForThePause_IsNotAskedAfterIt(int stepsBefore)
    {
        var nothing = new ActionSituation([], [], PrinterActivity.Printing, true);
        _state = ActionLadder.Request(_state);
        Run(stepsBefore, nothing);
        _state = ActionLadder.Resume(_state);
        Run(600, nothing);

        Assert.Equal(stepsBefore, _asked.Count);
    }

    [Fact]
    public void Veto_ThePrinterWasAsked_SaysThatItMayStillPauseAndThatPauseIsTheAgents()
    {
        Run(61, Open(PrinterActivity.Printing));
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Printing)));
        Assert.Equal((ActionKind.Cancelled, Initiator.Operator), (_told[^1].Told.Kind, _told[^1].Told.By));
        Assert.Equal("vetoed; the printer had been asked already and may still pause", _told[^1].Told.Reason);

        Run(10, Open(PrinterActivity.Printing));
        Run(1, Open(PrinterActivity.Paused));
        Assert.Equal((ActionKind.Paused, Initiator.Agent), (_told[^1].Told.Kind, _told[^1].Told.By));
    }

    [Fact]
    public void Veto_ThePrinterWasAskedAndDoesNotPause_IsNotAskedAgainAndNothingMoreIsTold()
    {
        Run(61, Open(PrinterActivity.Printing));
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Printing)));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([60], _asked);
        Assert.Equal([ActionKind.Announced, ActionKind.Pausing, ActionKind.Cancelled], _told.Select(told => told.Told.Kind));
        Assert.Equal(ActionPhase.Rest, _state.Phase);
    }

    [Fact]
    public void Veto_ThePrinterRefused_NothingIsUnderWay()
    {
        Run(61, Open(PrinterActivity.Printing), refusal: "no active job");
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Printing)));

        Assert.Equal((ActionPhase.Rest, "vetoed"), (_state.Phase, _told[^1].Told.Reason));
    }

    [Fact]
    public void Veto_ThePrintIsPaused_CancelsNothingAndItIsStillToldWhenItGoesOn()
    {
        Run(61, Open(PrinterActivity.Printing));
        Run(1, Open(PrinterActivity.Paused));
        Take(ActionLadder.Veto(_state, Open(PrinterActivity.Paused)));
        Run(600, Open(PrinterActivity.Printing));

        Assert.Equal([ActionKind.Announced, ActionKind.Pausing, ActionKind.Paused, ActionKind.Resumed], _told.Select(told => told.Told.Kind));
    }

    [Fact]
    public void Step_ThePrintEndsAfterTheRequest_IsToldOfTheAgentWhereThePrinterTookIt()
    {
        Run(61, Open(PrinterActivity.Printing));
        Run(1, Open(PrinterActivity.Idle));

        Assert.Equal(
            new ActionEvent(ActionKind.Overtaken, First, DefectClass.Spaghetti, Initiator.Agent, "the print is over, after the printer was asked for a pause"), _told[^1].Told);
    }

    [Fact]
    public void Step_ThePrintEndsAfterARefusal_IsToldOfThePrinter()
    {
        Run(61, Open(PrinterActivity.Printing), refusal: "no active job");
        Run(1, Open(PrinterActivity.Idle));

        Assert.Equal((ActionKind.Overtaken, Initiator.Printer, "the print is over"), (_told[^1].Told.Kind, _told[^1].Told.By, _told[^1].Told.Reason));
    }

    [Fact]
    public void Request_OfAPerson_IsAskedAtTheNextStep()
    {
        _state = ActionLadder.Request(_state);
        Run(3, new ActionSituation([], [], PrinterActivity.Printing, true));

        Assert.Equal([0], _asked);
        Assert.Equal((Initiator.Operator, null), (_told[0].Told.By, _told[0].Told.Alert));
    }

    [Fact]
    public void Step_Idle_NeverAnnounces()
    {
        Run(600, Open(PrinterActivity.Idle));

        Assert.Empty(_told);
    }

    private static ActionSituation Open(PrinterActivity activity, bool isArmed = true, Ulid? id = null) =>
        new([id ?? First], [(id ?? First, DefectClass.Spaghetti, TimeSpan.FromSeconds(60))], activity, isArmed);

    /// <param name="refusal">What the printer says to each request; null where it takes them.</param>
    private void Run(int seconds, ActionSituation situation, string? refusal = null)
    {
        for (var i = 0; i < seconds; i++)
        {
            var step = ActionLadder.Step(_state, situation, Second1);
            Take(step);
            _state = step.AsksForPause && refusal is not null ? ActionLadder.Refused(_state, refusal) : _state;
            _second++;
        }
    }

    private void Take(ActionStep step)
    {
        _state = step.State;
        _told.AddRange(step.Events.Select(told => (_second, told)));
        if (step.AsksForPause)
        {
            _asked.Add(_second);
        }
    }

    private List<(int At, ActionKind Kind)> Kinds() => [.. _told.Select(told => (told.At, told.Told.Kind))];
}
