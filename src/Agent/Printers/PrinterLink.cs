using Defects.Agent.Configuration;
using Defects.Agent.Devices;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Printers;

/// <summary>The link to one printer: keeps what it says of itself, and reads it again after each failure. Says so once an outage.</summary>
internal sealed partial class PrinterLink(
    string printer, PrinterLinkOptions options, IPrinterDriver driver, ReconnectSchedule schedule, Random random, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private (PrinterStatus Status, DateTimeOffset At)? _said;
    private long _heardAt = time.GetTimestamp();
    private PrinterException? _trouble;
    private int _failures;
    private DateTimeOffset _lostAt;

    public string Printer => printer;

    public bool CanPause => driver.CanPause;

    /// <summary>What the printer said last counts for three intervals and one answer that takes its time.</summary>
    public TimeSpan Patience => (3 * options.Interval) + options.Timeout;

    public PrinterReport Read()
    {
        lock (_lock)
        {
            return PrinterReport.Of(_said, _trouble, time.GetElapsedTime(_heardAt), Patience);
        }
    }

    /// <inheritdoc cref="IPrinterDriver.PauseAsync"/>
    public Task PauseAsync(CancellationToken stop) => driver.PauseAsync(stop);

    /// <summary>Watches until stopped, whatever happens.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var status in driver.WatchAsync(stop))
                {
                    NoteStatus(status);
                }

                NoteFailure(new PrinterException("the printer says no more"), null);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (PrinterException e)
            {
                NoteFailure(e, null);
            }
            catch (Exception e)
            {
                // A fault of ours or of a library in one link must not take the others down.
                NoteFailure(new PrinterException($"unexpected {e.GetType().Name}: {e.Message}", e), e);
            }

            await Task.Delay(schedule.DelayAfter(_failures, random.NextDouble()), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void NoteStatus(PrinterStatus status)
    {
        lock (_lock)
        {
            (_said, _heardAt, _trouble) = ((status, time.GetUtcNow()), time.GetTimestamp(), null);
        }

        if (_failures > 0)
        {
            LogBack(logger, printer, time.GetUtcNow() - _lostAt, _failures);
            _failures = 0;
        }
    }

    private void NoteFailure(PrinterException trouble, Exception? fault)
    {
        lock (_lock)
        {
            _trouble = trouble;
        }

        if (_failures++ == 0)
        {
            _lostAt = time.GetUtcNow();
            LogLost(logger, fault, printer, trouble.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Printer {Printer} cannot be read: {Reason}; trying on, and quiet about it until it can")]
    private static partial void LogLost(ILogger logger, Exception? fault, string printer, string reason);

    [LoggerMessage(LogLevel.Information, "Printer {Printer} can be read again after {Outage} and {Failures} failures")]
    private static partial void LogBack(ILogger logger, string printer, TimeSpan outage, int failures);
}
