using Defects.Agent.Alerts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Alerts;

public sealed class OperatorAnswersTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly AlertFootage _footage = new(
        new AlertRules([AlertRule.BuiltIn(new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.4, 0)) with { TimeConstant = TimeSpan.FromSeconds(10), SetHold = TimeSpan.FromSeconds(15) }], Stale: TimeSpan.FromSeconds(5)));

    [Fact]
    public void Acknowledge_OpenAlert_TellsNoMoreUpdatesAndStillItsEnd()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        _footage.State = OperatorAnswers.Acknowledge(_footage.State, _ => true);
        _footage.Play(41, 400, 1, second => second < 300 ? 0.9 : 0);

        Assert.Equal([AlertStage.Begin, AlertStage.End], _footage.Events.Select(told => told.Stage));
        Assert.Equal(EndReason.Cleared, _footage.Events[^1].Reason);
    }

    [Fact]
    public void Snooze_BeforeTheAlert_HoldsItBackUntilItIsOverAndNotLonger()
    {
        _footage.State = OperatorAnswers.Snooze(_footage.State, [DefectClass.Spaghetti], TimeSpan.FromSeconds(300), Start);
        _footage.Play(0, 400, 1, _ => 0.9);

        // Due at 26 s; the first frame that is not before the end of the silence begins it.
        Assert.Equal(300, _footage.SecondsOf(_footage.Events[0]));
        Assert.Equal(AlertStage.Begin, _footage.Events[0].Stage);
    }

    [Fact]
    public void Snooze_OfZero_EndsTheSilence()
    {
        _footage.State = OperatorAnswers.Snooze(_footage.State, [DefectClass.Spaghetti], TimeSpan.FromHours(1), Start);
        _footage.State = OperatorAnswers.Snooze(_footage.State, [DefectClass.Spaghetti], TimeSpan.Zero, Start);
        _footage.Play(0, 40, 1, _ => 0.9);

        Assert.Equal(26, _footage.SecondsOf(_footage.Events[0]));
    }

    [Fact]
    public void Snooze_ClockSetBackByDays_DoesNotSilenceForDays()
    {
        _footage.State = OperatorAnswers.Snooze(_footage.State, [DefectClass.Spaghetti], TimeSpan.FromHours(1), Start.AddDays(3));
        _footage.Play(0, 40, 1, _ => 0.9);

        Assert.Single(_footage.Events);
    }

    [Fact]
    public void Dismiss_EvidenceGoesOn_IsSilentAndAlertsAgainOnceItHasLetGo()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        (_footage.State, var ends) = OperatorAnswers.Dismiss(_footage.State, _ => true, Start.AddSeconds(40));
        Assert.Equal((AlertStage.End, EndReason.FalseAlarm), (ends[0].Stage, ends[0].Reason!.Value));
        Assert.Equal(_footage.Events[0].Id, ends[0].Id);

        var told = _footage.Events.Count;
        _footage.Play(41, 3600, 1, _ => 0.9);
        Assert.Equal(told, _footage.Events.Count);

        // It lets go for longer than reset hold (60 s) and cooldown (300 s), and comes back.
        _footage.Play(3601, 4200, 1, _ => 0);
        _footage.Play(4201, 4300, 1, _ => 0.9);
        Assert.Equal(AlertStage.Begin, _footage.Events[told].Stage);
        Assert.NotEqual(_footage.Events[0].Id, _footage.Events[told].Id);
    }

    [Fact]
    public void Dismiss_EvidenceThatNeverLetsGo_IsToldAgainAfterTwelveHours()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        (_footage.State, _) = OperatorAnswers.Dismiss(_footage.State, _ => true, Start.AddSeconds(40));
        var told = _footage.Events.Count;
        _footage.Play(41, (12 * 3600) + 60, 0.2, _ => 0.9);

        Assert.Equal(AlertStage.Begin, _footage.Events[told].Stage);
        Assert.InRange(_footage.SecondsOf(_footage.Events[told]), (12 * 3600) + 40, (12 * 3600) + 45);
    }

    [Fact]
    public void Dismiss_CameraThatLedFallsSilent_AnotherCamerasFailureIsTold()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        (_footage.State, _) = OperatorAnswers.Dismiss(_footage.State, _ => true, Start.AddSeconds(40));
        var told = _footage.Events.Count;

        // The evidence of bed stays at 0.88, for it is shown no more; what side sees never exceeds that.
        _footage.Play(41, 500, 1, _ => 0, "side");
        _footage.Play(501, 560, 1, _ => 0.8, "side");

        var begin = Assert.Single(_footage.Events.Skip(told));
        Assert.Equal((AlertStage.Begin, "side"), (begin.Stage, begin.Camera));
    }

    [Fact]
    public void DismissedUntil_WhileTheEvidenceGoesOn_SaysForHowLongNothingIsTold()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        Assert.Null(_footage.State.DismissedUntil(DefectClass.Spaghetti, Start.AddSeconds(40)));
        (_footage.State, _) = OperatorAnswers.Dismiss(_footage.State, _ => true, Start.AddSeconds(40));

        Assert.Equal(Start.AddSeconds(40).AddHours(12), _footage.State.DismissedUntil(DefectClass.Spaghetti, Start.AddSeconds(41)));
        Assert.Null(_footage.State.DismissedUntil(DefectClass.Spaghetti, Start.AddSeconds(41).AddHours(12)));
        _footage.Play(41, 200, 1, _ => 0);
        Assert.Null(_footage.State.DismissedUntil(DefectClass.Spaghetti, Start.AddSeconds(201)));
    }

    [Fact]
    public void Rearm_OpenAlert_EndsItAndTheNextPrintBeginsAnew()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        (_footage.State, var ends) = PrinterAlerts.Rearm(_footage.State, EndReason.NewPrint);
        Assert.Equal((AlertStage.End, EndReason.NewPrint), (ends[0].Stage, ends[0].Reason!.Value));

        // No cooldown stands in the way of the next print's alert.
        _footage.Play(41, 80, 1, _ => 0.9);
        Assert.Equal((AlertStage.Begin, 67.0), (_footage.Events[^1].Stage, _footage.SecondsOf(_footage.Events[^1])));
    }

    [Fact]
    public void Resume_TimeOfTheOutage_CountsForNothing()
    {
        // 14 s are 3 s of the 15 s hold; ten minutes later the first frame adds nothing to it.
        _footage.Play(0, 14, 1, _ => 0.9);
        _footage.State = PrinterAlerts.Resume(_footage.State);
        _footage.Play(614, 700, 1, _ => 0.9);

        Assert.Equal(626, _footage.SecondsOf(_footage.Events[0]));
    }

    [Fact]
    public void Resume_OpenAlert_StaysOpenAndIsNotToldAgain()
    {
        _footage.Play(0, 40, 1, _ => 0.9);
        var begun = _footage.Events[0].Id;
        _footage.State = PrinterAlerts.Resume(_footage.State);
        _footage.Play(640, 900, 1, second => second < 700 ? 0.9 : 0);

        Assert.Single(_footage.Events, told => told.Stage == AlertStage.Begin);
        Assert.Equal(begun, Assert.Single(_footage.Events, told => told.Stage == AlertStage.End).Id);
    }
}
