namespace Defects.Agent.Alerts;

/// <summary>Something that happened at a printer and that others are to hear of.</summary>
internal abstract record PrinterEvent;
