using System.Runtime.CompilerServices;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>A printer's host as it answers over HTTP: the test's word.</summary>
internal sealed class AskedPrinter : IPrinterDriver
{
    public PrinterStatus Answer { get; set; } = new(PrinterActivity.Idle, "asked");

    public int Questions { get; private set; }

    public int Pauses { get; private set; }

    public bool CanPause => true;

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            await Task.Yield();
            Questions++;
            yield return Answer;
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, stop);
        }
    }

    public Task PauseAsync(CancellationToken stop)
    {
        Pauses++;
        return Task.CompletedTask;
    }
}
