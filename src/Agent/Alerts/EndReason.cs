namespace Defects.Agent.Alerts;

/// <summary>Why an alert is over.</summary>
internal enum EndReason
{
    /// <summary>The evidence went away and stayed away.</summary>
    Cleared,

    /// <summary>Another print has begun.</summary>
    NewPrint,

    /// <summary>The print is over, and somebody had acknowledged the alert.</summary>
    PrintOver,

    /// <summary>A person says that it was none.</summary>
    FalseAlarm,

    /// <summary>The model in service no longer knows the class.</summary>
    ClassGone,

    /// <summary>The printer is watched no more.</summary>
    Off,
}
