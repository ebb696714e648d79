using Defects.Agent.Configuration;
using Defects.Agent.Inference;

namespace Defects.Agent.Monitoring;

/// <summary>The monitors of all printers, in the order of their ids.</summary>
internal sealed class PrinterMonitors : IScoredFrameObserver
{
    private readonly Dictionary<string, PrinterMonitor> _byId;

    public PrinterMonitors(AgentOptions options, IAlertSink sink, Func<DateTimeOffset, Ulid> newId)
    {
        All = [.. options.Printers.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new PrinterMonitor(p.Key, p.Value, options, sink, newId))];
        _byId = All.ToDictionary(monitor => monitor.Id);
    }

    public IReadOnlyList<PrinterMonitor> All { get; }

    public void OnScored(in ScoredFrame frame) => _byId[frame.Camera.Printer].OnScored(frame);
}
