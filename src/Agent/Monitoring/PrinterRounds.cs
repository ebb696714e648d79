using Defects.Agent.HardCases;
using Defects.Agent.Printers;
using Defects.Shared.HardCases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Monitoring;

/// <summary>Goes round all printers each second: hears what they say of themselves, takes their ladders a step on, and asks for the pauses that those come to.</summary>
internal sealed partial class PrinterRounds(PrinterMonitors monitors, PrinterLinks links, IFrameRequests frames, TimeProvider time, ILogger<PrinterRounds> logger)
    : BackgroundService
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
                _ = VisitAsync(monitor, elapsed, stoppingToken);
            }
        }
    }

    private async Task VisitAsync(PrinterMonitor monitor, TimeSpan elapsed, CancellationToken stop)
    {
        try
        {
            if (links.Find(monitor.Id) is { } link && monitor.OnPrinter(link.Read(), time.GetUtcNow()))
            {
                frames.Ask(monitor.Id, HardCaseReason.HumanPause, time.GetUtcNow());
            }

            if (await monitor.StepAsync(elapsed, time.GetUtcNow()))
            {
                await links.PauseAsync(monitor.Id, stop);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Printer}: the round failed by a fault in the agent")]
    private partial void LogFault(string printer, Exception fault);
}
