namespace Defects.Agent.Alerts;

/// <summary>What an <see cref="AlertEvent"/> tells of its alert.</summary>
internal enum AlertStage
{
    Begin,
    Update,
    End,
}
