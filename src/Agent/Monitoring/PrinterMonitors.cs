using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;

namespace Defects.Agent.Monitoring;

/// <summary>The monitors of all printers, in the order of their ids. Follows the configuration while the agent runs.</summary>
internal sealed class PrinterMonitors : IScoredFrameObserver, IAttention
{
    private readonly IAlertSink _sink;
    private readonly Func<DateTimeOffset, Ulid> _newId;
    private Dictionary<string, PrinterMonitor> _byId = [];
    private IReadOnlyList<PrinterMonitor> _all = [];

    public PrinterMonitors(LiveOptions options, IAlertSink sink, Func<DateTimeOffset, Ulid> newId)
    {
        (_sink, _newId) = (sink, newId);
        Follow(options.Value);
        options.Changed += () => Follow(options.Value);
    }

    public IReadOnlyList<PrinterMonitor> All => Volatile.Read(ref _all);

    public void OnScored(in ScoredFrame frame)
    {
        // A printer that was taken out of the configuration may have one frame on its way.
        if (Volatile.Read(ref _byId).TryGetValue(frame.Camera.Printer, out var monitor))
        {
            monitor.OnScored(frame);
        }
    }

    public double WeightOf(CameraKey camera) => Volatile.Read(ref _byId).GetValueOrDefault(camera.Printer)?.Weight ?? 1;

    private void Follow(AgentOptions options)
    {
        var next = new Dictionary<string, PrinterMonitor>();
        foreach (var (id, printer) in options.Printers)
        {
            if (_byId.TryGetValue(id, out var monitor))
            {
                monitor.Follow(printer, options);
            }

            next.Add(id, monitor ?? new PrinterMonitor(id, printer, options, _sink, _newId));
        }

        foreach (var (id, monitor) in _byId)
        {
            if (!next.ContainsKey(id))
            {
                monitor.Close();
            }
        }

        Volatile.Write(ref _byId, next);
        Volatile.Write(ref _all, [.. next.Values.OrderBy(monitor => monitor.Id, StringComparer.Ordinal)]);
    }
}
