namespace Defects.Agent.Actions;

/// <summary>A step on the way to a paused print.</summary>
internal enum ActionKind
{
    /// <summary>It will be paused when the countdown is over, unless somebody says no.</summary>
    Announced,

    /// <summary>The printer is asked for a pause.</summary>
    Pausing,

    /// <summary>The printer did not pause and is asked again.</summary>
    Retrying,

    /// <summary>The printer says itself that it has paused.</summary>
    Paused,

    /// <summary>It would have been asked for a pause now, and is not armed.</summary>
    DryRun,

    /// <summary>Asked three times and it has not paused: a person has to go there. Told again each minute, while it is asked on.</summary>
    Failed,

    /// <summary>The alert went away, or somebody said no.</summary>
    Cancelled,

    /// <summary>Somebody else paused or ended the print first, or it ended after the printer was asked: a plug that was switched off says no more.</summary>
    Overtaken,

    /// <summary>The print that was paused goes on, by somebody's hand; it is not paused again for this alert.</summary>
    Resumed,
}
