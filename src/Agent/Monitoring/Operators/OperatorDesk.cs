using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring.Operators;

/// <summary>Does what people ask, or says why not. Pure.</summary>
internal static class OperatorDesk
{
    /// <summary>
    /// How far a command may move a set threshold from its default: beyond it lies what no report says anything of, and that is for the
    /// configuration.
    /// </summary>
    public const double Reach = 0.2;

    /// <summary>How long the print of a reported miss may last of which nothing else is known.</summary>
    private static readonly TimeSpan Unseen = TimeSpan.FromHours(24);

    private const double Rounding = 0.0005;

    private const string NoAlert = "no such alert is open";

    /// <param name="memory">Of the printer.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="shipped">The model's thresholds; empty before the first frame.</param>
    /// <param name="situation">For a veto and a pause.</param>
    public static DeskOutcome Do(
        PrinterMemory memory, OperatorCommand command, IReadOnlyList<ClassThreshold> shipped, ActionSituation situation, DateTimeOffset now) => command switch
        {
            OperatorCommand.Acknowledge ack => Acknowledge(memory, ack),
            OperatorCommand.FalseAlarm wrong => Dismiss(memory, wrong, now),
            OperatorCommand.Snooze snooze => Snooze(memory, snooze, now),
            OperatorCommand.Veto veto => Veto(memory, veto, situation),
            OperatorCommand.Missed missed => Miss(memory, missed, now),
            OperatorCommand.Good good => memory.Trust.Vouch() is { } trust
                ? DeskOutcome.Of(memory with { Trust = trust }, new CommandAnswer(AnswerKind.Feedback, "good", good.By))
                : Refuse(memory, "good", good.By, $"no frames of a good print wait: {memory.Trust.Lost ?? "none has been seen from its beginning"}"),
            OperatorCommand.Enable enable => Enable(memory, enable),
            OperatorCommand.Pause pause => Pause(memory, pause, situation, now),
            OperatorCommand.Threshold threshold => SetThreshold(memory, threshold, shipped),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command, "No such command."),
        };

    private static DeskOutcome Acknowledge(PrinterMemory memory, OperatorCommand.Acknowledge ack)
    {
        var meant = Meant(memory, ack.Alert);
        return meant.Count == 0
            ? Refuse(memory, "ack", ack.By, NoAlert)
            : DeskOutcome.Of(
                memory with { Alerts = OperatorAnswers.Acknowledge(memory.Alerts, open => meant.Contains(open.Id)) },
                new CommandAnswer(AnswerKind.Ack, "ack", ack.By) { Alerts = meant });
    }

    private static DeskOutcome Dismiss(PrinterMemory memory, OperatorCommand.FalseAlarm wrong, DateTimeOffset now)
    {
        var meant = Meant(memory, wrong.Alert);
        if (meant.Count == 0)
        {
            return Refuse(memory, "false_alarm", wrong.By, NoAlert);
        }

        var (alerts, ends) = OperatorAnswers.Dismiss(memory.Alerts, open => meant.Contains(open.Id), now);
        return new DeskOutcome(memory with { Alerts = alerts }, [new CommandAnswer(AnswerKind.Feedback, "false_alarm", wrong.By) { Alerts = meant }, .. ends]);
    }

    // Nobody says which print is meant: the one that goes on, or the one before, whose frames may have been taken for good meanwhile.
    private static DeskOutcome Miss(PrinterMemory memory, OperatorCommand.Missed missed, DateTimeOffset now)
    {
        DateTimeOffset?[] since = [now - Unseen, memory.Trust.Print, memory.Trust.Good];
        var doubts = memory.Doubts.About(since.Min()!.Value, now);
        return DeskOutcome.Of(
            memory with { Trust = memory.Trust.Lose("a missed defect was reported"), Doubts = doubts },
            new CommandAnswer(AnswerKind.Feedback, "missed", missed.By) { Class = missed.Class });
    }

    private static DeskOutcome Snooze(PrinterMemory memory, OperatorCommand.Snooze snooze, DateTimeOffset now)
    {
        if (snooze.Length < TimeSpan.Zero || snooze.Length > OperatorAnswers.LongestSnooze)
        {
            return Refuse(memory, "snooze", snooze.By, $"expected 0 to {OperatorAnswers.LongestSnooze.TotalMinutes:0} minutes");
        }

        // Every class there is, not those of the model: before the first frame of a print none is known, and silence was asked for.
        var classes = snooze.Class is { } one ? [one] : DefectClass.All.Where(item => item.IsDefect);
        var answer = new CommandAnswer(AnswerKind.Snooze, "snooze", snooze.By) { Class = snooze.Class, Until = now + snooze.Length };
        var trust = snooze.Length > TimeSpan.Zero ? memory.Trust.Lose("its alerts were silenced") : memory.Trust;
        return DeskOutcome.Of(memory with { Alerts = OperatorAnswers.Snooze(memory.Alerts, classes, snooze.Length, now), Trust = trust }, answer);
    }

    private static DeskOutcome Veto(PrinterMemory memory, OperatorCommand.Veto veto, ActionSituation situation)
    {
        if (situation.Open.Count == 0 && memory.Action.Phase == ActionPhase.Rest)
        {
            return Refuse(memory, "veto", veto.By, "nothing is announced and no alert is open");
        }

        var step = ActionLadder.Veto(memory.Action, situation);
        return new DeskOutcome(
            memory with { Action = step.State }, [new CommandAnswer(AnswerKind.Veto, "veto", veto.By) { Alerts = [.. situation.Open] }, .. step.Events]);
    }

    private static DeskOutcome Enable(PrinterMemory memory, OperatorCommand.Enable enable) => DeskOutcome.Of(
        memory with { Settings = memory.Settings with { Enabled = enable.Enabled ? null : false } },
        new CommandAnswer(AnswerKind.Changed, "enable", enable.By) { Setting = "enabled", Value = enable.Enabled ? "true" : "false" });

    private static DeskOutcome Pause(PrinterMemory memory, OperatorCommand.Pause pause, ActionSituation situation, DateTimeOffset now)
    {
        if (!situation.IsArmed)
        {
            return Refuse(memory, "pause", pause.By, "the printer is not armed: set armed: true in the configuration");
        }

        if (!situation.MayPrint)
        {
            return Refuse(memory, "pause", pause.By, $"the printer is {situation.Activity}".ToLowerInvariant());
        }

        return DeskOutcome.Of(
            memory with { Action = ActionLadder.Request(memory.Action), Trust = memory.Trust.Lose("somebody asked for a pause"), Doubts = memory.Doubts.About(now, now) },
            new CommandAnswer(AnswerKind.Changed, "pause", pause.By) { Setting = "pause", Value = "requested" });
    }

    private static DeskOutcome SetThreshold(PrinterMemory memory, OperatorCommand.Threshold wanted, IReadOnlyList<ClassThreshold> shipped)
    {
        if (shipped.FirstOrDefault(threshold => threshold.Class == wanted.Class) is not { } own)
        {
            return Refuse(memory, "threshold", wanted.By, shipped.Count == 0 ? "no frame was scored yet" : $"the model does not know {wanted.Class}");
        }

        if (wanted.Set is { } set && !IsWithinReach(set, own))
        {
            return Refuse(memory, "threshold", wanted.By, FormattableString.Invariant(
                $"{set:0.###} is out of reach: expected {LowestOf(own):0.###} to {HighestOf(own):0.###}, that is {Reach} about the default; set it in the configuration if you mean it"));
        }

        var thresholds = wanted.Set is { } value ? memory.Settings.Thresholds.SetItem(wanted.Class, value) : memory.Settings.Thresholds.Remove(wanted.Class);
        return DeskOutcome.Of(
            memory with { Settings = memory.Settings with { Thresholds = thresholds } },
            new CommandAnswer(AnswerKind.Changed, "threshold", wanted.By)
            {
                Class = wanted.Class,
                Setting = "threshold",
                Value = wanted.Set is { } told ? FormattableString.Invariant($"{told:0.###}") : "default",
            });
    }

    /// <summary>The lowest set threshold that a command may ask for.</summary>
    public static double LowestOf(ClassThreshold shipped) => Math.Max(0.05, shipped.Set - Reach);

    /// <summary>The highest set threshold that a command may ask for.</summary>
    public static double HighestOf(ClassThreshold shipped) => Math.Min(0.97, shipped.Set + Reach);

    /// <summary>To the digits in which its ends are told.</summary>
    public static bool IsWithinReach(double set, ClassThreshold shipped) => set >= LowestOf(shipped) - Rounding && set <= HighestOf(shipped) + Rounding;

    private static IReadOnlyList<Ulid> Meant(PrinterMemory memory, Ulid? alert) =>
        [.. memory.Alerts.Open.Select(open => open.Id).Where(id => alert is null || id == alert).Order()];

    private static DeskOutcome Refuse(PrinterMemory memory, string command, string? by, string why) =>
        DeskOutcome.Of(memory, new CommandAnswer(AnswerKind.Refused, command, by) { Reason = why });
}
