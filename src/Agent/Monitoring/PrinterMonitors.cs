using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>The monitors of all printers, in the order of their ids. Follows the configuration while the agent runs.</summary>
internal sealed class PrinterMonitors : IScoredFrameObserver, IAttention, IPrintTrust
{
    private readonly INewsSink _sink;
    private readonly IPrinterMemories _memories;
    private readonly Func<DateTimeOffset, Ulid> _newId;
    private Dictionary<string, PrinterMonitor> _byId = [];
    private IReadOnlyList<PrinterMonitor> _all = [];

    /// <param name="memories">What is known of a printer from before the agent's start.</param>
    public PrinterMonitors(LiveOptions options, INewsSink sink, IPrinterMemories memories, Func<DateTimeOffset, Ulid> newId)
    {
        (_sink, _memories, _newId) = (sink, memories, newId);
        Follow(options.Value);
        foreach (var gone in memories.Printers.Where(id => Find(id) is null))
        {
            // Taken out of the configuration while the agent did not run: nobody else would end its alerts.
            new PrinterMonitor(gone, new PrinterOptions(), options.Value, memories.Read(gone), sink, newId).Close();
        }

        options.Changed += () => Follow(options.Value);
    }

    public IReadOnlyList<PrinterMonitor> All => Volatile.Read(ref _all);

    /// <summary>Null where there is no such printer.</summary>
    public PrinterMonitor? Find(string printer) => Volatile.Read(ref _byId).GetValueOrDefault(printer);

    public void OnScored(in ScoredFrame frame)
    {
        // A printer that was taken out of the configuration may have one frame on its way.
        Find(frame.Camera.Printer)?.OnScored(frame);
    }

    public double WeightOf(CameraKey camera) => Find(camera.Printer)?.Weight ?? 1;

    public bool IsWatched(string printer) => Find(printer)?.IsOn ?? false;

    public PrintTrust? TrustOf(string printer) => Find(printer)?.Trust;

    public DateTimeOffset? PrintOf(string printer) => Find(printer)?.TrustedPrint;

    public bool IsDoubted(string printer, DateTimeOffset at) => Find(printer)?.IsDoubted(at) ?? false;

    private void Follow(AgentOptions options)
    {
        var next = new Dictionary<string, PrinterMonitor>();
        foreach (var (id, printer) in options.Printers)
        {
            // What is remembered may be of before the configuration was changed: a new monitor follows as well.
            var monitor = _byId.GetValueOrDefault(id) ?? new PrinterMonitor(id, printer, options, _memories.Read(id), _sink, _newId);
            monitor.Follow(printer, options);
            next.Add(id, monitor);
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
