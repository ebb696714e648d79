using Defects.Agent.Alerts;

namespace Defects.Agent.Monitoring;

/// <summary>What happened at a printer in one go, and what is to be remembered after it: both reach the disk, or neither does.</summary>
/// <param name="Printer">The printer's id.</param>
/// <param name="Events">In their order; may be none.</param>
/// <param name="Memory">Null where the printer is to be forgotten.</param>
/// <param name="Model">The model that scored last.</param>
internal sealed record PrinterNews(string Printer, IReadOnlyList<PrinterEvent> Events, PrinterMemory? Memory, ModelId? Model)
{
    /// <summary>The frames that began alerts, by the alerts' ids.</summary>
    public IReadOnlyDictionary<Ulid, AlertFrame> Frames { get; init; } = new Dictionary<Ulid, AlertFrame>();
}
