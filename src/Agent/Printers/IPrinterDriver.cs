namespace Defects.Agent.Printers;

/// <summary>One kind of printer interface.</summary>
internal interface IPrinterDriver
{
    /// <summary>False where it can only be read.</summary>
    bool CanPause { get; }

    /// <summary>
    /// Says what the printer says, at least once an interval while it can be read, until stopped. Enumerated by one reader at a time;
    /// after a failure it is enumerated anew.
    /// </summary>
    /// <exception cref="PrinterException">The printer cannot be read.</exception>
    IAsyncEnumerable<PrinterStatus> WatchAsync(CancellationToken stop);

    /// <summary>
    /// Asks for a pause. Never resumes: asked of a paused printer it leaves it paused. Returns when the printer has taken the request;
    /// whether it pauses is seen from <see cref="WatchAsync"/> alone.
    /// </summary>
    /// <exception cref="PrinterException">The printer did not take it.</exception>
    Task PauseAsync(CancellationToken stop);
}
