using CsCheck;
using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>Whatever happens, in whatever order.</summary>
public sealed class NothingLostTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Countdown = TimeSpan.FromSeconds(5);

    private static readonly PrinterOptions Options = new()
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "mqtt" },
        Cameras = new() { ["bed"] = new() },
        Alerts = new() { ["spaghetti"] = new() { TimeConstant = TimeSpan.FromSeconds(2), SetHold = TimeSpan.FromSeconds(3), ResetHold = TimeSpan.FromSeconds(3), Cooldown = TimeSpan.FromSeconds(5), Countdown = Countdown } },
    };

    private static readonly OperatorCommand[] Commands =
    [
        new OperatorCommand.Acknowledge(null, null),
        new OperatorCommand.FalseAlarm(null, null),
        new OperatorCommand.Snooze(null, TimeSpan.FromSeconds(20), null),
        new OperatorCommand.Veto(null),
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
        Dictionary<Ulid, TimeSpan> countdowns = [];
        foreach (var (move, detail) in moves)
        {
            switch (move)
            {
                case < 9:
                    // Some seconds of one picture, with the ladder stepping beside it.
                    for (var second = 0; second < 1 + (detail % 8); second++)
                    {
                        clock = clock.AddSeconds(1);
                        printer.Score(detail < 60 ? 0.95f : 0.02f, clock);
                        Step(printer, TimeSpan.FromSeconds(1), clock, countdowns);
                    }

                    break;
                case 9 or 10:
                    printer.Monitor.Do(Commands[detail % Commands.Length], clock);
                    break;
                case 11:
                    var status = new PrinterStatus((PrinterActivity)(detail % 8), "", new PrintJob { Id = detail > 80 ? "next" : "this" });
                    printer.Monitor.OnPrinter(new PrinterReport(status, clock, IsFresh: detail % 7 != 0, null), clock);
                    break;
                case 12:
                    clock = clock.AddHours(detail - 50);
                    break;
                case 13:
                    // Killed while it decides: what it decided is lost with it.
                    printer.IsDying = true;
                    printer.Score(0.95f, clock.AddSeconds(1));
                    _ = printer.Monitor.StepAsync(TimeSpan.FromSeconds(1), clock);
                    printer.Restart();
                    break;
                default:
                    printer.Restart();
                    break;
            }

            Check(printer);
        }
    }

    private static void Step(WatchedPrinter printer, TimeSpan elapsed, DateTimeOffset now, Dictionary<Ulid, TimeSpan> countdowns)
    {
        var before = printer.Events.Count;
        foreach (var counting in countdowns.Keys.ToList())
        {
            countdowns[counting] += elapsed;
        }

        _ = printer.Monitor.StepAsync(elapsed, now);
        foreach (var told in printer.Events.Skip(before).OfType<ActionEvent>())
        {
            if (told.Kind == ActionKind.Announced)
            {
                countdowns[told.Alert!.Value] = TimeSpan.Zero;
            }
            else if (told.Kind == ActionKind.Pausing)
            {
                Assert.True(countdowns[told.Alert!.Value] >= Countdown, $"asked after {countdowns[told.Alert.Value]}");
            }
        }
    }

    private static void Check(WatchedPrinter printer)
    {
        // From what was written alone, as a reader of the broker sees it.
        HashSet<Ulid> open = [];
        HashSet<Ulid> ever = [];
        foreach (var told in printer.Events.OfType<AlertEvent>())
        {
            switch (told.Stage)
            {
                case AlertStage.Begin:
                    Assert.True(ever.Add(told.Id), "one id began twice");
                    Assert.True(open.Count == 0, "two alerts of one class are open");
                    open.Add(told.Id);
                    break;
                case AlertStage.End:
                    Assert.True(open.Remove(told.Id), "an alert ended that was not open");
                    break;
                default:
                    Assert.Contains(told.Id, open);
                    break;
            }
        }

        // Neither lost nor made up: what the agent holds open is what it said is open.
        var held = printer.Monitor.Read().Memory.Alerts.Open.Select(alert => alert.Id).ToHashSet();
        Assert.True(held.SetEquals(open), $"told open: {string.Join(", ", open)}; held open: {string.Join(", ", held)}");
    }
}
