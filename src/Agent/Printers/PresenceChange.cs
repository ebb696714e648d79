namespace Defects.Agent.Printers;

/// <summary>What is worth telling about whether a printer can be reached.</summary>
internal enum PresenceChange
{
    /// <summary>A printer that printed has not been reached for the grace time.</summary>
    Lost,

    /// <summary>A printer that was lost is there again.</summary>
    Back,
}
