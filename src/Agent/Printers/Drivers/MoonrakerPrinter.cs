using System.Net;
using System.Runtime.CompilerServices;
using Defects.Agent.Configuration;

namespace Defects.Agent.Printers.Drivers;

/// <summary>A printer with Klipper behind Moonraker.</summary>
internal sealed class MoonrakerPrinter(PrinterLinkOptions link, TimeProvider time) : IPrinterDriver
{
    public const int Port = 7125;

    private readonly MoonrakerJob _job = new();
    private readonly KlipperIdleTimeout? _idleTimeout = link.PausedTimeout is { } paused ? new KlipperIdleTimeout(paused) : null;

    public bool CanPause => true;

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var host = Open();
        while (true)
        {
            var answer = await AskAsync(host, stop);
            var status = MoonrakerStatus.Parse(answer);
            if (answer.Status == HttpStatusCode.OK)
            {
                status = await _job.CompleteAsync(host, MoonrakerStatus.ObjectsOf(answer), status, stop);
            }

            yield return status;
            await (_idleTimeout?.FollowAsync(host, status.Activity, stop) ?? Task.CompletedTask);
            await Task.Delay(link.Interval, time, stop);
        }
    }

    public async Task PauseAsync(CancellationToken stop)
    {
        using var host = Open();

        // Without a print Klipper parks the head and calls that paused; in a pause the macros of many a printer would run again.
        var status = MoonrakerStatus.Parse(await AskAsync(host, stop));
        switch (status.Activity)
        {
            case PrinterActivity.Paused:
                return;
            case PrinterActivity.Idle or PrinterActivity.Offline or PrinterActivity.Attention:
                throw new PrinterException($"there is no active job to pause: {status.Says}");
        }

        await (_idleTimeout?.RaiseAsync(host, stop) ?? Task.CompletedTask);
        try
        {
            await host.AskAsync(HttpMethod.Post, "/printer/print/pause", null, stop);
        }
        catch (PrinterException e) when (e is { InnerException: TimeoutException, IsGone: false })
        {
            // Moonraker answers when the pause is done with, parking and what waits before it included.
        }
        catch (PrinterException)
        {
            await (_idleTimeout?.GiveUpAsync(stop) ?? Task.CompletedTask);
            throw;
        }
    }

    private static Task<HostAnswer> AskAsync(PrinterHost host, CancellationToken stop) =>
        host.GetAsync(MoonrakerStatus.Question, stop, HttpStatusCode.ServiceUnavailable);

    private PrinterHost Open() => PrinterHost.Open(link, Port, HostLogin.ApiKey, time);
}
