using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;

namespace Defects.Agent.Monitoring;

/// <summary>
/// The watch of one printer: ties its scored frames, its own word and what people say to its alerts and actions. Each change and what
/// it tells go to the sink in one piece. Thread-safe: frames come from the inference thread, everything else from others.
/// </summary>
/// <param name="id">The printer's.</param>
/// <param name="options">In force until <see cref="Follow"/>.</param>
/// <param name="agentOptions">The same.</param>
/// <param name="remembered">From before the agent's start.</param>
/// <param name="sink">Told of everything.</param>
/// <param name="newId">Makes the id of an alert that begins at the given time.</param>
internal sealed class PrinterMonitor(
    string id, PrinterOptions options, AgentOptions agentOptions, PrinterMemory remembered, INewsSink sink, Func<DateTimeOffset, Ulid> newId)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _scoredAt = [];
    private PrinterOptions _printer = options;
    private AgentOptions _agent = agentOptions;
    private bool _closed;
    private PrinterMemory _memory = remembered.Resume();
    private PrinterReport _report = PrinterReport.Nothing;
    private DateTimeOffset? _preparingSince;
    private ModelDescription? _model;
    private AlertRules? _rules;
    private double _weight = 1;

    public string Id => id;

    /// <summary>See <see cref="IAttention"/>.</summary>
    public double Weight => Volatile.Read(ref _weight);

    public PrinterOptions Printer => Volatile.Read(ref _printer);

    /// <summary>Neither the configuration nor a person has turned the watch off.</summary>
    public bool IsOn
    {
        get
        {
            lock (_lock)
            {
                return IsOnNow;
            }
        }
    }

    private bool IsOnNow => _printer.Enabled && _memory.Settings.Enabled != false;

    /// <summary>Goes on under other options: open alerts stay open, evidence of cameras that are gone is forgotten.</summary>
    public void Follow(PrinterOptions printer, AgentOptions agent)
    {
        lock (_lock)
        {
            Volatile.Write(ref _printer, printer);
            (_agent, _rules) = (agent, null);
            _memory = _memory with { Alerts = PrinterAlerts.Keep(_memory.Alerts, printer.Cameras.ContainsKey) };
            foreach (var gone in _scoredAt.Keys.Except(printer.Cameras.Keys).ToList())
            {
                _scoredAt.Remove(gone);
            }

            if (printer.Link is null)
            {
                // Nobody will say any more that it is idle, so it is taken to print.
                (_report, _preparingSince) = (PrinterReport.Nothing, null);
                _memory = _memory with { Print = PrintTracker.Start, Presence = PrinterPresence.Start };
            }

            if (!IsOnNow)
            {
                Rearm(EndReason.Off);
            }
        }
    }

    /// <summary>The printer is watched no more: its open alerts end, and it is forgotten.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Rearm(EndReason.Off);
        }
    }

    public void OnScored(in ScoredFrame frame)
    {
        lock (_lock)
        {
            if (_closed || !IsOnNow || !_printer.Cameras.ContainsKey(frame.Camera.Camera))
            {
                return;
            }

            _scoredAt[frame.Camera.Camera] = frame.ScoredAt;
            if (!frame.IsEvidence || !PrinterAttention.IsPrint(_report.Status.Activity, _preparingSince, frame.ScoredAt))
            {
                return;
            }

            if (!ReferenceEquals(_model, frame.Model))
            {
                (_model, _rules) = (frame.Model, null);
                _memory = _memory with { Model = new ModelId(frame.Model.Name, frame.Model.Version) };
            }

            var observation = new Observation(frame.Camera.Camera, frame.ToDictionary());
            var (alerts, events) = PrinterAlerts.Observe(_memory.Alerts, observation, Rules, frame.Frame.CapturedAt, newId);
            _memory = _memory with { Alerts = alerts };
            Volatile.Write(ref _weight, PrinterAttention.Weight(_report.Status, Rules, alerts));
            if (events.Count > 0)
            {
                Dictionary<Ulid, AlertFrame> frames = [];
                foreach (var begin in events.Where(told => told.Stage == AlertStage.Begin))
                {
                    frames.Add(begin.Id, AlertFrame.CopyOf(frame, begin.Class));
                }

                sink.Take(News(events) with { Frames = frames });
            }
        }
    }

    /// <summary>What is held of what the printer says of itself.</summary>
    /// <returns>Somebody has just paused the print, and it was not the agent.</returns>
    public bool OnPrinter(PrinterReport report, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_printer.Link is null)
            {
                // Its link was taken out a moment ago.
                return false;
            }

            var (print, isNewPrint) = _memory.Print.Observe(report);
            var (presence, told) = _memory.Presence.Observe(report, now);
            var before = _report.Status.Activity;
            _rules = report.Status.Job?.Material == _report.Status.Job?.Material ? _rules : null;
            (_report, _memory) = (report, _memory with { Print = print, Presence = presence });
            _preparingSince = report.Status.Activity != PrinterActivity.Preparing ? null : _preparingSince ?? now;
            Volatile.Write(ref _weight, PrinterAttention.Weight(report.Status, _model is null ? null : Rules, _memory.Alerts));
            if (told is { } change)
            {
                sink.Take(News([new PresenceEvent(change, report.Error)]));
            }

            if (isNewPrint)
            {
                Rearm(EndReason.NewPrint);
            }
            else if (report.Status.Activity == PrinterActivity.Idle && _memory.Alerts.Open.Any(open => open.Acknowledged))
            {
                // One that nobody has seen stays open: whoever comes in the morning is to find it.
                var (alerts, ends) = PrinterAlerts.End(_memory.Alerts, EndReason.PrintOver, open => open.Acknowledged);
                _memory = _memory with { Alerts = alerts };
                sink.Take(News(ends));
            }

            return before == PrinterActivity.Printing && report.Status.Activity == PrinterActivity.Paused
                && _memory.Action.Phase is ActionPhase.Rest or ActionPhase.Announced;
        }
    }

    /// <summary>Does what a person asks, and tells the answer.</summary>
    /// <returns>How it was answered.</returns>
    public AnswerKind Do(OperatorCommand command, DateTimeOffset now)
    {
        lock (_lock)
        {
            var outcome = OperatorDesk.Do(_memory, command, _model?.Thresholds ?? [], Situation(now), now);
            (_memory, _rules) = (outcome.Memory, null);
            sink.Take(News(outcome.Events));
            if (command is OperatorCommand.Enable { Enabled: false })
            {
                Rearm(EndReason.Off);
            }

            return outcome.Answer.Kind;
        }
    }

    /// <summary>Tells that a command was refused.</summary>
    public void Refuse(string command, string why)
    {
        lock (_lock)
        {
            sink.Take(News([new CommandAnswer(AnswerKind.Refused, command, null) { Reason = why }]));
        }
    }

    /// <summary>Takes the action ladder one step on.</summary>
    /// <param name="elapsed">Since the last step.</param>
    /// <returns>Whether the printer is to be asked for a pause, once that is safe on disk.</returns>
    public Task<bool> StepAsync(TimeSpan elapsed, DateTimeOffset now)
    {
        lock (_lock)
        {
            var step = ActionLadder.Step(_memory.Action, Situation(now), elapsed);
            _memory = _memory with { Action = step.State };
            return step.Events.Count > 0 ? ToldAsync(step) : Task.FromResult(false);
        }
    }

    /// <summary>The printer did not take the request for a pause.</summary>
    public void OnRefused(string why)
    {
        lock (_lock)
        {
            _memory = _memory with { Action = ActionLadder.Refused(_memory.Action, why) };
        }
    }

    public PrinterReading Read()
    {
        lock (_lock)
        {
            return PrinterReading.Of(_model, _model is null ? null : Rules, _memory, _report, new Dictionary<string, DateTimeOffset>(_scoredAt));
        }
    }

    private AlertRules Rules => _rules ??= RuleBook.For(_model!, _agent, _printer, _report.Status.Job?.Material, _memory.Settings);

    private ActionSituation Situation(DateTimeOffset now) =>
        ActionSituation.Of(_memory.Alerts, _report.Status.Activity, _printer.Armed, now);

    private void Rearm(EndReason reason)
    {
        var (alerts, ends) = PrinterAlerts.Rearm(_memory.Alerts, reason);
        _memory = _memory with { Alerts = alerts };
        Volatile.Write(ref _weight, 1);
        sink.Take(News(ends));
    }

    private async Task<bool> ToldAsync(ActionStep step)
    {
        await sink.Take(News(step.Events));
        return step.AsksForPause;
    }

    private PrinterNews News(IReadOnlyList<PrinterEvent> events) => new(id, events, _closed ? null : _memory, _memory.Model);
}
