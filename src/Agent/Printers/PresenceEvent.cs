using Defects.Agent.Alerts;

namespace Defects.Agent.Printers;

/// <summary>A printer vanished in the middle of a print, or is there again.</summary>
/// <param name="Change">Which.</param>
/// <param name="Reason">Why it cannot be read, in plain words; null where it can.</param>
internal sealed record PresenceEvent(PresenceChange Change, string? Reason) : PrinterEvent;
