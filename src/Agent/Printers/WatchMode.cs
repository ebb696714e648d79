namespace Defects.Agent.Printers;

/// <summary>Whether somebody is looking at a printer.</summary>
internal enum WatchMode
{
    /// <summary>Fresh frames come and are scored: proved, never assumed.</summary>
    Watching,

    /// <summary>Nobody would notice a failed print.</summary>
    Blind,

    /// <summary>Nobody is to look: the configuration says so.</summary>
    Off,
}
