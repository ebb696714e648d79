namespace Defects.Agent.Monitoring;

/// <summary>Takes what happened at printers away from the inference thread.</summary>
internal interface INewsSink
{
    /// <summary>Must be quick and must not block.</summary>
    /// <returns>Done when the news is safe on disk, in the order in which it was taken.</returns>
    Task Take(PrinterNews news);
}
