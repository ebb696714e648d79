using System.Globalization;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace Defects.Agent.Commands;

/// <summary>
/// Tells systemd that the agent is alive, but only while inference makes progress: an agent whose model run hangs must be
/// started again, however well its timers tick.
/// </summary>
internal sealed class Watchdog(IServiceProvider services, InferenceProgress progress, IServedModel served, FarmView farm, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(10);

    /// <summary>How often to tell: half of what systemd waits.</summary>
    /// <param name="usec">WATCHDOG_USEC.</param>
    /// <param name="pid">WATCHDOG_PID: the process that is meant, or nothing for any.</param>
    /// <param name="own">This process.</param>
    /// <returns>Null where no watchdog waits for this process.</returns>
    public static TimeSpan? PeriodOf(string? usec, string? pid, int own) =>
        long.TryParse(usec, NumberStyles.None, CultureInfo.InvariantCulture, out var wait) && wait > 0
        && (string.IsNullOrEmpty(pid) || pid == own.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(wait) / 2
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Registered under systemd only.
        if (services.GetService<ISystemdNotifier>() is not { IsEnabled: true } notifier)
        {
            return;
        }

        var watched = PeriodOf(
            Environment.GetEnvironmentVariable("WATCHDOG_USEC"), Environment.GetEnvironmentVariable("WATCHDOG_PID"), Environment.ProcessId);
        var period = watched < StatusInterval ? watched.Value : StatusInterval;
        using var timer = new PeriodicTimer(period, time);
        do
        {
            if (watched is { } fresh && progress.SinceLastSign < fresh)
            {
                notifier.Notify(new ServiceState("WATCHDOG=1"));
            }

            notifier.Notify(new ServiceState($"STATUS={Status()}"));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private string Status()
    {
        var printers = farm.Read();
        var blind = printers.Where(printer => printer.Watch.Mode == WatchMode.Blind).Select(printer => printer.Id).ToList();
        var alerts = printers.Where(printer => printer.Reading.OpenAlerts.Any()).Select(printer => printer.Id).ToList();
        var watched = printers.Count(printer => printer.Watch.Mode == WatchMode.Watching);
        return $"{watched} of {printers.Count} printers watched"
            + (blind.Count > 0 ? $", blind: {string.Join(", ", blind)}" : "")
            + (alerts.Count > 0 ? $", alerts: {string.Join(", ", alerts)}" : "")
            + $"; {served.Model.Name}/{served.Model.Version} on {served.Provider.Name}";
    }
}
