using System.Runtime.CompilerServices;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

/// <summary>A driver that does what the test says: a status is told, an exception is thrown, and then it is silent.</summary>
internal sealed class ScriptedPrinter(params IReadOnlyList<object>[] watches) : IPrinterDriver
{
    private int _watches;

    public bool CanPause => false;

    public int Watches => Volatile.Read(ref _watches);

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var watch = Interlocked.Increment(ref _watches);
        foreach (var step in watches[Math.Min(watch, watches.Length) - 1])
        {
            if (step is Exception failure)
            {
                throw failure;
            }

            yield return (PrinterStatus)step;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    public Task PauseAsync(CancellationToken stop) => Task.CompletedTask;
}
