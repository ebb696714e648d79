using CsCheck;
using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Actions;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>Whatever happens, in whatever order.</summary>
public sealed class NothingLostTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Countdown = TimeSpan.FromSeconds(5);

    private static readonly AlertRuleOptions Rule = new()
    {
        TimeConstant = TimeSpan.FromSeconds(2),
        SetHold = TimeSpan.FromSeconds(3),
        ResetHold = TimeSpan.FromSeconds(3),
        Cooldown = TimeSpan.FromSeconds(5),
        Action = AlertRuleOptions.Pause,
        Countdown = Countdown,
    };

    private static readonly PrinterOptions Options = new()
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "mqtt" },
        Cameras = new() { ["bed"] = new(), ["nozzle"] = new() },
        Alerts = new() { ["spaghetti"] = Rule, ["stringing"] = Rule },
    };

    private static readonly OperatorCommand[] Commands =
    [
        new OperatorCommand.Acknowledge(null, null),
        new OperatorCommand.FalseAlarm(null, null),
        new OperatorCommand.Snooze(null, TimeSpan.FromSeconds(20), null),
        new OperatorCommand.Snooze(DefectClass.Stringing, TimeSpan.FromSeconds(20), null),
        new OperatorCommand.Veto(null),
        new OperatorCommand.Pause(null),
        new OperatorCommand.Enable(false, null),
        new OperatorCommand.Enable(true, null),
        new OperatorCommand.Threshold(DefectClass.Spaghetti, 0.5, null),
        new OperatorCommand.Missed(DefectClass.Stringing, null),
    ];

    [Fact]
    public void AnySequence_OpensNoSecondAlertLosesNoneAndNeverActsWithoutACountdown() =>
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 99]).Array[20, 150].Sample(Play, iter: 150, threads: 1);

    private static void Play((int Move, int Detail)[] moves)
    {
        using var printer = new WatchedPrinter(Options);
        var clock = Start;
        var witness = new LadderWitness(Countdown);
        foreach (var (move, detail) in moves)
        {
            switch (move)
            {
                case < 10:
                    // Some seconds of one picture a camera, with the ladder stepping beside it.
                    for (var second = 0; second < 1 + (detail % 12); second++)
                    {
                        clock = clock.AddSeconds(1);
                        printer.Score(detail < 50 ? 0.95f : 0.02f, clock);
                        printer.Score(0.02f, clock, "nozzle", stringing: detail is > 30 and < 80 ? 0.95f : 0.02f);
                        Step(printer, clock, witness);
                    }

                    break;
                case 10 or 11:
                    Do(printer, Commands[detail % Commands.Length], clock, witness);
                    break;
                case 12:
                    // Mostly printing; at times anything, and at times a print that nobody has seen begin.
                    var activity = detail < 50 ? PrinterActivity.Printing : (PrinterActivity)(detail % 8);
                    Hear(printer, activity, detail > 95 ? "next" : "this", isFresh: detail % 7 != 0, clock, witness);
                    break;
                case 13 when detail > 70:
                    clock = clock.AddHours(detail - 85);
                    break;
                case 13 when detail > 30:
                    printer.Monitor.OnRefused("no active job");
                    witness.Refuse();
                    break;
                case 13:
                    // Killed while it decides: what it decided is lost with it.
                    printer.IsDying = true;
                    printer.Score(0.95f, clock.AddSeconds(1));
                    _ = printer.Monitor.StepAsync(TimeSpan.FromSeconds(1), clock);
                    Restart(printer, witness);
                    break;
                case 14 when detail < 50:
                    Restart(printer, witness);
                    break;
                default:
                    // What a person at the printer does: goes on with a print, or pauses it.
                    Hear(printer, PrinterActivity.Printing, "this", isFresh: true, clock, witness);
                    Hear(printer, PrinterActivity.Paused, "this", isFresh: true, clock.AddSeconds(1), witness);
                    break;
            }

            Check(printer);
        }
    }

    private static void Step(WatchedPrinter printer, DateTimeOffset now, LadderWitness witness)
    {
        var before = printer.Events.Count;
        witness.Pass(TimeSpan.FromSeconds(1));
        var asks = printer.Monitor.StepAsync(TimeSpan.FromSeconds(1), now);
        Assert.True(asks.IsCompletedSuccessfully);
        witness.Hear([.. printer.Events.Skip(before).OfType<ActionEvent>()], asks.Result, printer.Monitor.Read().Report.Status.Activity, isArmed: true);
    }

    private static void Do(WatchedPrinter printer, OperatorCommand command, DateTimeOffset now, LadderWitness witness)
    {
        var before = printer.Events.Count;
        var open = printer.Monitor.Read().OpenAlerts.Select(alert => alert.Id).ToList();
        var answer = printer.Monitor.Do(command, now);
        printer.Events.Skip(before).OfType<ActionEvent>().ToList().ForEach(witness.Hear);
        switch (command)
        {
            case OperatorCommand.Veto:
                witness.Veto(open);
                break;
            case OperatorCommand.Pause when answer == AnswerKind.Changed:
                witness.Request();
                break;
        }
    }

    private static void Hear(WatchedPrinter printer, PrinterActivity activity, string job, bool isFresh, DateTimeOffset now, LadderWitness witness)
    {
        var isAPersons = printer.Monitor.OnPrinter(new PrinterReport(new PrinterStatus(activity, "", new PrintJob { Id = job }), now, isFresh, null), now);
        Assert.False(isAPersons && witness.IsAwaited, "a pause that the agent had asked for was taken for a person's");
    }

    private static void Restart(WatchedPrinter printer, LadderWitness witness)
    {
        printer.Restart();
        witness.Restart();
    }

    private static void Check(WatchedPrinter printer)
    {
        // From what was written alone, as a reader of the broker sees it.
        Dictionary<Ulid, DefectClass> open = [];
        HashSet<Ulid> ever = [];
        foreach (var told in printer.Events.OfType<AlertEvent>())
        {
            switch (told.Stage)
            {
                case AlertStage.Begin:
                    Assert.True(ever.Add(told.Id), "one id began twice");
                    Assert.True(!open.ContainsValue(told.Class), "two alerts of one class are open");
                    open.Add(told.Id, told.Class);
                    break;
                case AlertStage.End:
                    Assert.True(open.Remove(told.Id), "an alert ended that was not open");
                    break;
                default:
                    Assert.True(open.ContainsKey(told.Id), "an alert was told again that was not open");
                    break;
            }
        }

        // Neither lost nor made up: what the agent holds open is what it said is open.
        var held = printer.Monitor.Read().OpenAlerts.Select(alert => alert.Id).ToHashSet();
        Assert.True(held.SetEquals(open.Keys), $"told open: {string.Join(", ", open.Keys)}; held open: {string.Join(", ", held)}");
    }
}
