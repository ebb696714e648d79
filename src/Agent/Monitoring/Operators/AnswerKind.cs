namespace Defects.Agent.Monitoring.Operators;

/// <summary>How a command was answered.</summary>
internal enum AnswerKind
{
    Ack,
    Snooze,
    Veto,

    /// <summary>A false alarm, a missed defect or a good print is noted.</summary>
    Feedback,

    /// <summary>A setting has changed.</summary>
    Changed,

    /// <summary>Nothing was done.</summary>
    Refused,
}
