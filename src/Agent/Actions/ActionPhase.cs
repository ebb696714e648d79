namespace Defects.Agent.Actions;

/// <summary>Where the ladder of a printer stands.</summary>
internal enum ActionPhase
{
    /// <summary>Nothing to do.</summary>
    Rest,

    /// <summary>A person asked for a pause; the next step asks the printer.</summary>
    Requested,

    /// <summary>The countdown runs.</summary>
    Announced,

    /// <summary>The printer was asked for a pause and has not said yet that it did.</summary>
    Pausing,

    /// <summary>It did; the alert is still open.</summary>
    Paused,

    /// <summary>It did not, asked three times; it is asked again each minute.</summary>
    Failed,
}
