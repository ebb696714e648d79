namespace Defects.Agent.Printers;

/// <summary>How a print ended, by the printer's own word.</summary>
internal enum PrintOutcome
{
    Completed,

    /// <summary>Cancelled, or failed.</summary>
    Stopped,
}
