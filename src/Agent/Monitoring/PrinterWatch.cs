using System.Collections.Immutable;
using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;

namespace Defects.Agent.Monitoring;

/// <summary>
/// One printer's watch at a moment, and what comes of what is seen of it, what it says, what people ask and how it is configured. Pure:
/// each step gives the watch after it and what others are to hear.
/// </summary>
/// <param name="Printer">How the printer is configured.</param>
/// <param name="Agent">How the agent is.</param>
/// <param name="Memory">What is still known after a restart.</param>
internal sealed record PrinterWatch(PrinterOptions Printer, AgentOptions Agent, PrinterMemory Memory)
{
    private const string NobodyLooks = "the watch was turned off";

    /// <summary>The printer is heard once a second. After a longer time the clock was set or the machine slept, and no printer did what it did for that long.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(30);

    /// <summary>What is held of what the printer says of itself.</summary>
    private PrinterReport Report { get; init; } = PrinterReport.Nothing;

    private DateTimeOffset HeardAt { get; init; }

    private DateTimeOffset? PreparingSince { get; init; }

    /// <summary>What is printed, as the printer said last; its silence in mid-print changes no material.</summary>
    private string? Material { get; init; }

    /// <summary>The model that scored last; null before the first frame.</summary>
    private ModelDescription? Model { get; init; }

    /// <summary>In force; null before the first frame.</summary>
    private AlertRules? Rules { get; init; }

    /// <summary>When each camera's last scores were ready.</summary>
    private ImmutableDictionary<string, DateTimeOffset> ScoredAt { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>Neither the configuration nor a person has turned the watch off.</summary>
    public bool IsOn => Printer.Enabled && Memory.Settings.Enabled != false;

    /// <summary>See <see cref="IAttention"/>.</summary>
    public double Weight => PrinterAttention.Weight(
        Report.Status, PrinterAttention.IsPrint(Report.Status.Activity, PreparingSince, HeardAt), Rules, Memory.Alerts);

    /// <inheritdoc cref="IPrintTrust.PrintOf"/>
    public DateTimeOffset? TrustedPrint => Report.Status.Activity == PrinterActivity.Printing ? Memory.Trust.Running : null;

    public PrinterReading Read() => PrinterReading.Of(Model, Rules, Memory, Report, ScoredAt);

    /// <summary>A frame was scored.</summary>
    /// <param name="newId">Makes the id of an alert that begins at the given time.</param>
    public WatchStep See(in ScoredFrame frame, Func<DateTimeOffset, Ulid> newId)
    {
        if (!IsOn || !Printer.Cameras.ContainsKey(frame.Camera.Camera))
        {
            return WatchStep.To(this);
        }

        var seen = this with { ScoredAt = ScoredAt.SetItem(frame.Camera.Camera, frame.ScoredAt) };
        if (!ReferenceEquals(Model, frame.Model))
        {
            seen = (seen with { Model = frame.Model, Memory = Memory with { Model = new ModelId(frame.Model.Name, frame.Model.Version) } }).UnderItsRules();
        }

        if (!frame.IsEvidence || !PrinterAttention.IsPrint(Report.Status.Activity, PreparingSince, HeardAt))
        {
            return WatchStep.To(seen);
        }

        var (alerts, events) = PrinterAlerts.Observe(
            seen.Memory.Alerts, new Observation(frame.Camera.Camera, frame.ToDictionary()), seen.Rules!, frame.Frame.CapturedAt, newId);
        return seen.With(alerts, events);
    }

    /// <summary>The printer has said what it is doing, or for too long nothing.</summary>
    public WatchStep Hear(PrinterReport report, DateTimeOffset now)
    {
        if (Printer.Link is null)
        {
            // Its link was taken out a moment ago.
            return WatchStep.To(this);
        }

        var (print, isNewPrint) = Memory.Print.Observe(report);
        var leap = HeardAt != default && (now - HeardAt).Duration() > LongestRound ? now - HeardAt : TimeSpan.Zero;
        var (presence, change) = (leap == TimeSpan.Zero ? Memory.Presence : Memory.Presence.OutOfSight()).Observe(report, now);
        var activity = report.Status.Activity;
        var trust = Memory.Trust.Observe(report, print, isNewPrint, now);
        var heard = this with
        {
            Report = report,
            HeardAt = now,
            PreparingSince = activity != PrinterActivity.Preparing ? null : PreparingSince + leap ?? now,
            Material = report.Status.Job is { } job ? job.Material : activity == PrinterActivity.Idle ? null : Material,
            Memory = Memory with
            {
                Print = print,
                Presence = presence,
                Trust = IsOn ? trust : trust.Lose(NobodyLooks),
                Doubts = IsPausedByAPerson(report) ? Memory.Doubts.About(now, now) : Memory.Doubts,
            },
        };
        heard = heard.Material == Material ? heard : heard.UnderItsRules();
        var step = isNewPrint ? heard.Rearm(EndReason.NewPrint)

            // One that nobody has seen stays open: whoever comes in the morning is to find it.
            : activity == PrinterActivity.Idle && Memory.Alerts.Open.Any(open => open.Acknowledged)
                ? heard.End(EndReason.PrintOver, open => open.Acknowledged)
            : WatchStep.To(heard);
        step = step with { MustBeKept = step.MustBeKept || DiffersForGood(step.After.Memory, Memory) };
        return change is { } told ? step with { Events = [new PresenceEvent(told, report.Error), .. step.Events] } : step;
    }

    /// <summary>What the printer says means that somebody has just paused the print, and it was not the agent.</summary>
    public bool IsPausedByAPerson(PrinterReport report) =>
        Report.Status.Activity == PrinterActivity.Printing && report.Status.Activity is PrinterActivity.Pausing or PrinterActivity.Paused
        && Memory.Action.Phase is ActionPhase.Rest or ActionPhase.Announced;

    /// <summary>A person asks for something; the answer is the first event.</summary>
    public WatchStep Do(OperatorCommand command, DateTimeOffset now)
    {
        var outcome = OperatorDesk.Do(Memory, command, Model is null ? [] : DefaultThresholds.Of(Model), Situation(now), now);
        var done = (this with { Memory = outcome.Memory }).UnderItsRules();
        var after = command is OperatorCommand.Enable { Enabled: false } ? done.Rearm(EndReason.Off) : WatchStep.To(done);
        return after with { Events = [.. outcome.Events, .. after.Events] };
    }

    /// <summary>Time has passed for the action ladder.</summary>
    /// <param name="elapsed">Since the last time.</param>
    public (PrinterWatch After, ActionStep Step) Climb(TimeSpan elapsed, DateTimeOffset now)
    {
        var step = ActionLadder.Step(Memory.Action, Situation(now), elapsed);
        return (this with { Memory = Memory with { Action = step.State } }, step);
    }

    /// <summary>The printer did not take the request for a pause.</summary>
    public PrinterWatch Refused(string why) => this with { Memory = Memory with { Action = ActionLadder.Refused(Memory.Action, why) } };

    /// <summary>Goes on under other options: open alerts stay open, evidence of cameras that are gone is forgotten.</summary>
    public WatchStep Follow(PrinterOptions printer, AgentOptions agent)
    {
        var next = this with
        {
            Printer = printer,
            Agent = agent,
            Memory = Memory with { Alerts = PrinterAlerts.Keep(Memory.Alerts, printer.Cameras.ContainsKey) },
            ScoredAt = ScoredAt.RemoveRange(ScoredAt.Keys.Except(printer.Cameras.Keys)),
        };
        if (printer.Link is null)
        {
            // Nobody will say any more that it is idle, so it is taken to print.
            next = next with { Report = PrinterReport.Nothing, PreparingSince = null, Material = null, Memory = next.Memory with { Print = PrintTracker.Start, Presence = PrinterPresence.Start, Trust = PrintTrust.None } };
        }

        // Where it was off nobody has asked the printer.
        next = IsOn ? next : next with { Memory = next.Memory with { Presence = next.Memory.Presence.OutOfSight() } };
        next = next.UnderItsRules();
        return next.IsOn ? WatchStep.To(next) : next.Rearm(EndReason.Off);
    }

    /// <summary>Ends all alerts and begins anew.</summary>
    public WatchStep Rearm(EndReason reason)
    {
        var (alerts, ends) = PrinterAlerts.Rearm(Memory.Alerts, reason);
        var trust = reason == EndReason.Off ? Memory.Trust.Lose(NobodyLooks) : Memory.Trust;
        return (this with { Memory = Memory with { Trust = trust } }).With(alerts, ends) with { MustBeKept = true };
    }

    // Progress and times change with every report, and a restart does without the last of them.
    private static bool DiffersForGood(PrinterMemory now, PrinterMemory before) =>
        now.Trust != before.Trust || now.Doubts != before.Doubts || now.Print.Phase != before.Print.Phase || now.Presence.WasPrinting != before.Presence.WasPrinting;

    private WatchStep End(EndReason reason, Func<OpenAlert, bool> which)
    {
        var (alerts, ends) = PrinterAlerts.End(Memory.Alerts, reason, which);
        return With(alerts, ends);
    }

    private WatchStep With(PrinterAlertState alerts, IReadOnlyList<PrinterEvent> events)
    {
        var trust = alerts.Open.Any() ? Memory.Trust.Lose("an alert began") : Memory.Trust;
        var doubts = events.OfType<AlertEvent>().Where(told => told.Stage == AlertStage.End).Aggregate(Memory.Doubts, (all, end) => all.About(end.BeganAt, end.At));
        return new(this with { Memory = Memory with { Alerts = alerts, Trust = trust, Doubts = doubts } }, events);
    }

    private PrinterWatch UnderItsRules()
    {
        if (Model is null)
        {
            return this with { Rules = null };
        }

        var rules = RuleBook.For(Model, Agent, Printer, Material, Memory.Settings);
        return this with { Rules = rules, Memory = Memory with { Alerts = PrinterAlerts.Under(Memory.Alerts, rules) } };
    }

    private ActionSituation Situation(DateTimeOffset now) => ActionSituation.Of(Memory.Alerts, Report.Status.Activity, Printer.Armed, now, Memory.Print.OverAt);
}
