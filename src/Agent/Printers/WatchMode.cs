namespace Defects.Agent.Printers;

/// <summary>Whether somebody is looking at a printer.</summary>
internal enum WatchMode
{
    /// <summary>Fresh frames come and are scored: proved, never assumed.</summary>
    Watching,

    /// <summary>Nobody would notice a failed print.</summary>
    Blind,

    /// <summary>The printer says that it does not print: there is nothing that could fail.</summary>
    Idle,

    /// <summary>Nobody is to look: the configuration or a person says so.</summary>
    Off,
}
