namespace Defects.Agent.Printers;

/// <summary>Where a printer stands between prints.</summary>
internal enum PrintPhase
{
    /// <summary>Nothing is known of it yet.</summary>
    Unseen,

    /// <summary>Between two prints.</summary>
    Between,

    /// <summary>At a print, or out of sight since it was.</summary>
    Print,
}
