using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Alerts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring.Operators;

public sealed class OperatorDeskTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 1, 0, TimeSpan.Zero);
    private static readonly ClassThreshold Shipped = new(DefectClass.Spaghetti, 0.6, 0.4, 0);

    [Fact]
    public void Acknowledge_NoAlertOpen_IsRefusedAndNothingChanges()
    {
        var outcome = Do(PrinterMemory.Empty, new OperatorCommand.Acknowledge(null, "anna"));

        Assert.Same(PrinterMemory.Empty, outcome.Memory);
        Assert.Equal(new CommandAnswer(AnswerKind.Refused, "ack", "anna") { Reason = "no such alert is open" }, Assert.Single(outcome.Events));
    }

    [Fact]
    public void Acknowledge_AnotherId_IsRefused() =>
        Assert.Equal(AnswerKind.Refused, Answer(Do(WithAlert(), new OperatorCommand.Acknowledge(Ulid.NewUlid(), null))).Kind);

    [Fact]
    public void Acknowledge_All_NamesTheAlert()
    {
        var before = WithAlert();
        var outcome = Do(before, new OperatorCommand.Acknowledge(null, null));

        Assert.Equal(before.Alerts.Open.Select(open => open.Id), Answer(outcome).Alerts);
        Assert.All(outcome.Memory.Alerts.Open, open => Assert.True(open.Acknowledged));
    }

    [Fact]
    public void FalseAlarm_OpenAlert_AnswersFirstAndEndsIt()
    {
        var outcome = Do(WithAlert(), new OperatorCommand.FalseAlarm(null, null));

        Assert.Equal(AnswerKind.Feedback, Answer(outcome).Kind);
        Assert.Equal(EndReason.FalseAlarm, Assert.IsType<AlertEvent>(outcome.Events[1]).Reason);
        Assert.Empty(outcome.Memory.Alerts.Open);
    }

    [Fact]
    public void Snooze_OfAll_SaysUntilWhenAndCoversTheModelsClasses()
    {
        var outcome = Do(PrinterMemory.Empty, new OperatorCommand.Snooze(null, TimeSpan.FromMinutes(30), null));

        Assert.Equal(Now.AddMinutes(30), Answer(outcome).Until);
        Assert.True(outcome.Memory.Alerts.IsSnoozed(DefectClass.Spaghetti, Now.AddMinutes(29)));
        Assert.False(outcome.Memory.Alerts.IsSnoozed(DefectClass.Spaghetti, Now.AddMinutes(30)));
    }

    /// <summary>0.9 - 0.2 is a little more than 0.7 in binary.</summary>
    [Theory]
    [InlineData(0.9, 0.7, true)]
    [InlineData(0.9, 0.699, false)]
    [InlineData(0.9, 0.97, true)]
    [InlineData(0.1, 0.3, true)]
    [InlineData(0.1, 0.301, false)]
    public void IsWithinReach_EndsAsTheyAreTold_Count(double model, double set, bool isWithin) =>
        Assert.Equal(isWithin, OperatorDesk.IsWithinReach(set, new ClassThreshold(DefectClass.Spaghetti, model, model / 2, 0)));

    [Fact]
    public void Snooze_OfAllBeforeTheFirstFrame_IsSilentAsItSays()
    {
        var outcome = OperatorDesk.Do(
            PrinterMemory.Empty, new OperatorCommand.Snooze(null, TimeSpan.FromMinutes(30), null), shipped: [], ActionSituation.Of(PrinterAlertState.Start, PrinterActivity.Idle, isArmed: false, Now), Now);

        Assert.All(DefectClass.All.Where(item => item.IsDefect), item => Assert.True(outcome.Memory.Alerts.IsSnoozed(item, Now)));
    }

    [Fact]
    public void Good_OfAPrintThatIsTrusted_IsNoted()
    {
        var memory = PrinterMemory.Empty with { Trust = PrintTrust.None with { Print = Now, HasEnded = true } };

        var outcome = Do(memory, new OperatorCommand.Good("anna"));

        Assert.Equal(new CommandAnswer(AnswerKind.Feedback, "good", "anna"), Answer(outcome));
        Assert.Equal((null, Now), (outcome.Memory.Trust.Print, outcome.Memory.Trust.Good));
    }

    [Fact]
    public void Good_OfAPrintThatSomethingSpokeAgainst_IsRefusedWithThat()
    {
        var memory = PrinterMemory.Empty with { Trust = (PrintTrust.None with { Print = Now }).Lose("an alert began") };

        Assert.Equal("no frames of a good print wait: an alert began", Answer(Do(memory, new OperatorCommand.Good(null))).Reason);
        Assert.Equal("no frames of a good print wait: none has been seen from its beginning", Answer(Do(PrinterMemory.Empty, new OperatorCommand.Good(null))).Reason);
    }

    [Fact]
    public void Veto_NothingToSayNoTo_IsRefused() =>
        Assert.Equal(AnswerKind.Refused, Answer(Do(PrinterMemory.Empty, new OperatorCommand.Veto(null))).Kind);

    [Theory]
    [InlineData(0.39, false)]
    [InlineData(0.41, true)]
    [InlineData(0.79, true)]
    [InlineData(0.81, false)]
    public void Threshold_WithinReachOfTheModelsOwn_IsSetAndBeyondRefused(double set, bool isSet)
    {
        var outcome = Do(PrinterMemory.Empty, new OperatorCommand.Threshold(DefectClass.Spaghetti, set, null));

        Assert.Equal(isSet ? AnswerKind.Changed : AnswerKind.Refused, Answer(outcome).Kind);
        Assert.Equal(isSet, outcome.Memory.Settings.Thresholds.ContainsKey(DefectClass.Spaghetti));
    }

    [Fact]
    public void Threshold_Null_GoesBackToTheConfiguredOne()
    {
        var set = Do(PrinterMemory.Empty, new OperatorCommand.Threshold(DefectClass.Spaghetti, 0.7, null)).Memory;

        Assert.Empty(Do(set, new OperatorCommand.Threshold(DefectClass.Spaghetti, null, null)).Memory.Settings.Thresholds);
    }

    [Fact]
    public void Threshold_OfAClassTheModelDoesNotKnow_IsRefused() =>
        Assert.Contains("does not know stringing", Answer(Do(PrinterMemory.Empty, new OperatorCommand.Threshold(DefectClass.Stringing, 0.6, null))).Reason);

    [Fact]
    public void Pause_NotArmed_IsRefusedAndSaysHowToArm() =>
        Assert.Contains("armed: true", Answer(Do(PrinterMemory.Empty, new OperatorCommand.Pause(null), isArmed: false)).Reason);

    [Fact]
    public void Pause_Armed_IsRequested() =>
        Assert.Equal(ActionPhase.Requested, Do(PrinterMemory.Empty, new OperatorCommand.Pause(null)).Memory.Action.Phase);

    [Fact]
    public void Pause_PrinterIdle_IsRefused() =>
        Assert.Equal("the printer is idle", Answer(Do(PrinterMemory.Empty, new OperatorCommand.Pause(null), activity: PrinterActivity.Idle)).Reason);

    [Fact]
    public void Enable_FalseAndTrue_IsRememberedAndTakenBack()
    {
        var off = Do(PrinterMemory.Empty, new OperatorCommand.Enable(false, null)).Memory;
        Assert.False(off.Settings.Enabled);
        Assert.Null(Do(off, new OperatorCommand.Enable(true, null)).Memory.Settings.Enabled);
    }

    private static PrinterMemory WithAlert()
    {
        var footage = new AlertFootage(new AlertRules([AlertRule.BuiltIn(Shipped)], TimeSpan.FromSeconds(5)));
        footage.Play(0, 40, 1, _ => 0.9);
        return new PrinterMemory { Alerts = footage.State };
    }

    private static DeskOutcome Do(
        PrinterMemory memory, OperatorCommand command, bool isArmed = true, PrinterActivity activity = PrinterActivity.Printing) =>
        OperatorDesk.Do(memory, command, [Shipped], ActionSituation.Of(memory.Alerts, activity, isArmed, Now), Now);

    private static CommandAnswer Answer(DeskOutcome outcome) => Assert.IsType<CommandAnswer>(outcome.Events[0]);
}
