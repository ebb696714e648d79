namespace Defects.Agent.Alerts;

/// <summary>Where the alert of one printer and class stands.</summary>
internal enum LatchPhase
{
    /// <summary>Nothing speaks for it.</summary>
    Clear,

    /// <summary>Evidence is at or above the set threshold, not yet for long enough.</summary>
    Pending,

    /// <summary>The alert has begun.</summary>
    Open,

    /// <summary>The alert is open, evidence is below the reset threshold, not yet for long enough.</summary>
    Releasing,
}
