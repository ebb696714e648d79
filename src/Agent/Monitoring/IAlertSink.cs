namespace Defects.Agent.Monitoring;

/// <summary>Takes alerts away from the inference thread.</summary>
internal interface IAlertSink
{
    /// <summary>Must be quick and must not block.</summary>
    void Take(Alert alert);
}
