using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring;

/// <summary>Ties the scored frames of one printer to its alerts. Thread-safe: frames come from the inference thread, readers from others.</summary>
internal sealed class PrinterMonitor(string id, PrinterOptions options, AgentOptions agentOptions, IAlertSink sink, Func<DateTimeOffset, Ulid> newId)
{
    /// <summary>A printer under suspicion is looked at this often for each time another is.</summary>
    private const double SuspectWeight = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _scoredAt = [];
    private PrinterOptions _printer = options;
    private AgentOptions _agent = agentOptions;
    private bool _closed;
    private PrinterAlertState _state = PrinterAlertState.Start;
    private ModelDescription? _model;
    private AlertRules? _rules;

    private double _weight = 1;

    public string Id => id;

    /// <summary>See <see cref="IAttention"/>.</summary>
    public double Weight => Volatile.Read(ref _weight);

    public PrinterOptions Printer => Volatile.Read(ref _printer);

    /// <summary>Goes on under other options: open alerts stay open, evidence of cameras that are gone is forgotten.</summary>
    public void Follow(PrinterOptions printer, AgentOptions agent)
    {
        lock (_lock)
        {
            Volatile.Write(ref _printer, printer);
            (_agent, _rules) = (agent, null);
            if (!printer.Enabled)
            {
                EndAll();
            }

            _state = PrinterAlerts.Keep(_state, printer.Cameras.ContainsKey);
            foreach (var gone in _scoredAt.Keys.Except(printer.Cameras.Keys).ToList())
            {
                _scoredAt.Remove(gone);
            }
        }
    }

    /// <summary>The printer is watched no more: its open alerts end.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            EndAll();
        }
    }

    public void OnScored(in ScoredFrame frame)
    {
        lock (_lock)
        {
            if (_closed || !_printer.Enabled || !_printer.Cameras.ContainsKey(frame.Camera.Camera))
            {
                return;
            }

            _scoredAt[frame.Camera.Camera] = frame.ScoredAt;
            if (!frame.IsEvidence)
            {
                return;
            }

            if (_rules is null || !ReferenceEquals(_model, frame.Model))
            {
                _model = frame.Model;
                _rules = RuleBook.For(frame.Model, _agent, _printer);
            }

            var observation = new Observation(frame.Camera.Camera, ProbabilitiesOf(frame));
            (_state, var events) = PrinterAlerts.Observe(_state, observation, _rules, frame.Frame.CapturedAt, newId);
            Volatile.Write(ref _weight, IsSuspect() ? SuspectWeight : 1);
            foreach (var told in events)
            {
                sink.Take(new Alert(id, told, frame.Model, told.Stage == AlertStage.Begin ? CopyOf(frame, told.Class) : null));
            }
        }
    }

    public PrinterReading Read()
    {
        lock (_lock)
        {
            return new PrinterReading(_model, _state.Cameras.IsEmpty ? [] : [.. _model?.Classes.Select(Read) ?? []], new Dictionary<string, DateTimeOffset>(_scoredAt));
        }
    }

    // Before an alert begins is when a frame more is worth most; one that is open has been told.
    private bool IsSuspect() => _rules!.Classes.Any(rule =>
        _state.Classes.GetValueOrDefault(rule.Class)?.Open is null && _state.Cameras.Values.Any(camera => camera.Of(rule.Class) >= rule.Set / 2));

    private ClassReading Read(DefectClass item)
    {
        _rules ??= RuleBook.For(_model!, _agent, _printer);
        if (_rules.Classes.FirstOrDefault(rule => rule.Class == item) is not { } rule)
        {
            return new ClassReading(item, _state.Cameras.Values.Min(camera => camera.Probabilities.GetValueOrDefault(item)), null, null, null);
        }

        var leading = _state.Cameras.Values.MaxBy(camera => camera.Of(item))!;
        var alert = _state.Classes.GetValueOrDefault(item)?.Open;
        return new ClassReading(item, leading.Probabilities.GetValueOrDefault(item), leading.Of(item), rule.Set, alert?.Id);
    }

    private void EndAll()
    {
        foreach (var told in PrinterAlerts.End(_state))
        {
            sink.Take(new Alert(id, told, _model!, null));
        }

        _state = PrinterAlertState.Start;
        Volatile.Write(ref _weight, 1);
    }

    private static Dictionary<DefectClass, double> ProbabilitiesOf(in ScoredFrame frame)
    {
        Dictionary<DefectClass, double> probabilities = new(frame.Model.Classes.Count);
        for (var column = 0; column < frame.Model.Classes.Count; column++)
        {
            // Rounding in the graph's softmax may give 1.0000001.
            probabilities[frame.Model.Classes[column]] = Math.Clamp(frame.Probabilities[column], 0, 1);
        }

        return probabilities;
    }

    private static AlertFrame CopyOf(in ScoredFrame frame, DefectClass item)
    {
        var size = frame.HeatmapHeight * frame.HeatmapWidth;
        var map = frame.Heatmap.Slice(frame.Model.ClassSet().ColumnOf(item) * size, size);
        return new AlertFrame(frame.Frame.Encoded.ToArray(), frame.Frame.View, map.ToArray(), frame.HeatmapHeight, frame.HeatmapWidth);
    }
}
