using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring;

/// <summary>Ties the scored frames of one printer to its alerts. Thread-safe: frames come from the inference thread, readers from others.</summary>
internal sealed class PrinterMonitor(string id, PrinterOptions printer, AgentOptions agent, IAlertSink sink, Func<DateTimeOffset, Ulid> newId)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _scoredAt = [];
    private PrinterAlertState _state = PrinterAlertState.Start;
    private ModelDescription? _model;
    private AlertRules? _rules;

    public string Id => id;

    public PrinterOptions Printer => printer;

    public void OnScored(in ScoredFrame frame)
    {
        lock (_lock)
        {
            if (_rules is null || !ReferenceEquals(_model, frame.Model))
            {
                _model = frame.Model;
                _rules = RuleBook.For(frame.Model, agent, printer);
            }

            var observation = new Observation(frame.Camera.Camera, ProbabilitiesOf(frame));
            (_state, var events) = PrinterAlerts.Observe(_state, observation, _rules, frame.Frame.CapturedAt, newId);
            _scoredAt[frame.Camera.Camera] = frame.ScoredAt;
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
            return new PrinterReading(_model, [.. _model?.Classes.Select(Read) ?? []], new Dictionary<string, DateTimeOffset>(_scoredAt));
        }
    }

    private ClassReading Read(DefectClass item)
    {
        if (_rules!.Classes.FirstOrDefault(rule => rule.Class == item) is not { } rule)
        {
            return new ClassReading(item, _state.Cameras.Values.Min(camera => camera.Probabilities.GetValueOrDefault(item)), null, null, null);
        }

        var leading = _state.Cameras.Values.MaxBy(camera => camera.Of(item))!;
        var alert = _state.Classes.GetValueOrDefault(item)?.Open;
        return new ClassReading(item, leading.Probabilities.GetValueOrDefault(item), leading.Of(item), rule.Set, alert?.Id);
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
