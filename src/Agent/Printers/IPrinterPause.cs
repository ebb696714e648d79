namespace Defects.Agent.Printers;

/// <summary>Asks printers for a pause.</summary>
internal interface IPrinterPause
{
    /// <exception cref="PrinterException">There is no way to, or the printer did not take it.</exception>
    Task PauseAsync(string printer, CancellationToken stop);
}
