using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Actions;

/// <summary>Takes the ladders of all printers a step on each second, and asks for the pauses that they come to.</summary>
internal sealed partial class ActionService(PrinterMonitors monitors, IPrinterPause pause, TimeProvider time, ILogger<ActionService> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var before = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var elapsed = time.GetElapsedTime(before);
            before = time.GetTimestamp();
            foreach (var monitor in monitors.All)
            {
                // One printer that does not answer must not hold up the others.
                _ = StepAsync(monitor, elapsed, stoppingToken);
            }
        }
    }

    private async Task StepAsync(PrinterMonitor monitor, TimeSpan elapsed, CancellationToken stop)
    {
        try
        {
            if (await monitor.StepAsync(elapsed, time.GetUtcNow()))
            {
                await pause.PauseAsync(monitor.Id, stop);
            }
        }
        catch (PrinterException e)
        {
            monitor.OnRefused(e.Message);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the state is on disk, and the next start sees to it.
        }
        catch (Exception e)
        {
            // Nobody waits for this; a fault of ours must not stay unseen.
            LogFault(monitor.Id, e);
            monitor.OnRefused("a fault in the agent, see its log");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Printer}: the pause failed by a fault in the agent")]
    private partial void LogFault(string printer, Exception fault);
}
