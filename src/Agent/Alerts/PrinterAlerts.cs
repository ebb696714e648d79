using System.Collections.Immutable;
using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>
/// Turns the scored frames of one printer into alerts.
/// <para>
/// Several cameras: each keeps its own evidence, and the printer's evidence for a class is the largest of them, because a
/// defect that one camera sees plainly may be hidden from the others. The latch, one a class, steps on the frames of the
/// camera that leads, so the frame that begins an alert is always one that shows it.
/// A camera that fell silent can neither begin an alert nor, once it led to one, let it end. Of an alert that a person called false it has no
/// say any more: what another camera sees must come through.
/// </para>
/// </summary>
internal static class PrinterAlerts
{
    /// <param name="state">What <see cref="Observe"/> returned for the printer's last frame.</param>
    /// <param name="observation">The new frame's scores.</param>
    /// <param name="rules">The rules in force; they may change between frames.</param>
    /// <param name="at">When the frame was taken.</param>
    /// <param name="newId">Makes the id of an alert that begins at the given time.</param>
    public static (PrinterAlertState State, IReadOnlyList<AlertEvent> Events) Observe(
        PrinterAlertState state, Observation observation, AlertRules rules, DateTimeOffset at, Func<DateTimeOffset, Ulid> newId)
    {
        var camera = Look(state.Cameras.GetValueOrDefault(observation.Camera), observation, rules, at);
        var cameras = state.Cameras.SetItem(observation.Camera, camera);
        var classes = state.Classes.ToBuilder();
        List<AlertEvent> events = [];

        foreach (var rule in rules.Classes)
        {
            var alert = state.Classes.GetValueOrDefault(rule.Class, ClassAlert.Clear);
            if (Leads(observation.Camera, rule.Class, cameras, alert.Open is null ? rules.Stale : TimeSpan.MaxValue, at))
            {
                classes[rule.Class] = Step(alert, observation.Camera, camera, rule, rules.Stale, at, state.IsSnoozed(rule.Class, at), newId, events);
            }
        }

        // A model swapped in may no longer know a class, or nobody wants to hear of it any more; nobody would ever end its alert.
        foreach (var (item, alert) in state.Classes.Where(c => !rules.Has(c.Key)))
        {
            classes.Remove(item);
            if (alert.Open is { } open)
            {
                events.Add(Tell(AlertStage.End, open, alert.Latch, observation.Camera, camera, at) with { Reason = EndReason.ClassGone });
            }
        }

        return (state with { Cameras = cameras, Classes = classes.ToImmutable() }, events);
    }

    /// <summary>Forgets what cameras have seen that are no longer there.</summary>
    public static PrinterAlertState Keep(PrinterAlertState state, Func<string, bool> isThere) =>
        state with { Cameras = state.Cameras.RemoveRange(state.Cameras.Keys.Where(camera => !isThere(camera))) };

    /// <summary>Holds open alerts to other rules before the next frame, which may be long in coming.</summary>
    public static PrinterAlertState Under(PrinterAlertState state, AlertRules rules) => state with
    {
        Classes = state.Classes.SetItems(
            from pair in state.Classes
            where pair.Value.Open is not null
            let open = pair.Value.Open!

            // Without a rule it ends with the next frame, and until then leads to nothing.
            let rule = rules.Classes.FirstOrDefault(rule => rule.Class == pair.Key) ?? open.Rule with { Countdown = null }
            select KeyValuePair.Create(pair.Key, pair.Value with { Open = open.Under(rule) })),
    };

    /// <summary>What is known after a time in which nobody looked, as of a restart: it counts for no watched time.</summary>
    public static PrinterAlertState Resume(PrinterAlertState state) => state with
    {
        Cameras = state.Cameras.ToImmutableDictionary(
            camera => camera.Key,
            camera => camera.Value with { Classes = camera.Value.Classes.ToImmutableDictionary(c => c.Key, c => c.Value with { At = null }) }),
        Classes = state.Classes.ToImmutableDictionary(c => c.Key, c => c.Value with { SteppedAt = null }),
    };

    /// <summary>Ends open alerts as of their last frame, whatever the evidence; their classes begin anew.</summary>
    /// <param name="which">Those that are meant.</param>
    public static (PrinterAlertState State, IReadOnlyList<AlertEvent> Events) End(PrinterAlertState state, EndReason reason, Func<OpenAlert, bool> which)
    {
        var classes = state.Classes.ToBuilder();
        List<AlertEvent> events = [];
        foreach (var (item, alert) in state.Classes)
        {
            if (alert.Open is { } open && which(open))
            {
                var at = alert.SteppedAt ?? open.ToldAt;
                var (name, camera) = state.Cameras.OrderByDescending(other => other.Value.Of(item))
                    .FirstOrDefault(new KeyValuePair<string, CameraEvidence>("", new(at, ImmutableDictionary<DefectClass, double>.Empty, [])));
                events.Add(Tell(AlertStage.End, open, alert.Latch, name, camera, at) with { Reason = reason });
                classes[item] = ClassAlert.Clear;
            }
        }

        return (state with { Classes = classes.ToImmutable() }, events);
    }

    /// <summary>Ends all open alerts and forgets everything, silences included: another print has begun, or nobody looks any more.</summary>
    public static (PrinterAlertState State, IReadOnlyList<AlertEvent> Events) Rearm(PrinterAlertState state, EndReason reason) =>
        (PrinterAlertState.Start, End(state, reason, _ => true).Events);

    private static CameraEvidence Look(CameraEvidence? before, Observation observation, AlertRules rules, DateTimeOffset at)
    {
        var evidence = rules.Classes.ToImmutableDictionary(
            rule => rule.Class,
            rule => (before?.Classes.GetValueOrDefault(rule.Class) ?? default)
                .Observe(observation.Probabilities[rule.Class], at, rule.TimeConstant));
        return new CameraEvidence(at, observation.Probabilities, evidence);
    }

    private static bool Leads(
        string camera, DefectClass item, ImmutableDictionary<string, CameraEvidence> cameras, TimeSpan stale, DateTimeOffset at)
    {
        // Frames from ahead of the clock are as old as frames from behind it: the clock was set back since.
        var own = cameras[camera].Of(item);
        return cameras.All(other => other.Key == camera || (at - other.Value.At).Duration() > stale || other.Value.Of(item) <= own);
    }

    private static ClassAlert Step(
        ClassAlert before, string name, CameraEvidence camera, AlertRule rule, TimeSpan stale, DateTimeOffset at, bool snoozed, Func<DateTimeOffset, Ulid> newId, List<AlertEvent> events)
    {
        // Where nobody looked for longer than a camera may be silent, evidence is not known to have stayed where it was.
        var watched = Evidence.Watched(before.SteppedAt, at, rule.TimeConstant < stale ? rule.TimeConstant : stale);
        var latch = before.Latch.Step(camera.Of(rule.Class), watched, rule, at, snoozed);
        if (before is { Open: null, Latch.IsOpen: true, DismissedUntil: { } until } && latch.IsOpen
            && (snoozed || Quiet.IsUntil(until, OperatorAnswers.LongestDismissal, at)))
        {
            return before with { Latch = latch, SteppedAt = at };
        }

        var isSilent = snoozed || before.Open is { Acknowledged: true };
        AlertStage? stage = (before.Open, latch.IsOpen) switch
        {
            (null, true) => AlertStage.Begin,
            (not null, false) => AlertStage.End,
            (not null, true) when !isSilent && (at - before.Open.ToldAt).Duration() >= AlertRules.UpdateInterval => AlertStage.Update,
            _ => null,
        };
        var open = before.Open is { } known ? known.Under(rule) : latch.IsOpen ? new OpenAlert(newId(at), at, at, rule) : null;
        if (open is not null && stage is { } told)
        {
            open = open with { ToldAt = at };
            events.Add(Tell(told, open, latch, name, camera, at) with { Reason = told == AlertStage.End ? EndReason.Cleared : null });
        }

        return new ClassAlert(latch, at, latch.IsOpen ? open : null);
    }

    private static AlertEvent Tell(AlertStage stage, OpenAlert alert, Latch latch, string name, CameraEvidence camera, DateTimeOffset at)
    {
        var item = alert.Rule.Class;
        return new AlertEvent
        {
            Stage = stage,
            Id = alert.Id,
            Class = item,
            Camera = name,
            At = at,
            BeganAt = alert.BeganAt,
            Probability = camera.Probabilities.GetValueOrDefault(item),
            Evidence = camera.Of(item),
            EvidenceTime = latch.Above,
            Rule = alert.Rule,
            Probabilities = camera.Probabilities,
        };
    }
}
