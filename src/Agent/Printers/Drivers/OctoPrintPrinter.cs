using System.Net;
using System.Runtime.CompilerServices;
using Defects.Agent.Configuration;

namespace Defects.Agent.Printers.Drivers;

/// <summary>A printer behind OctoPrint, 1.9 or later.</summary>
internal sealed class OctoPrintPrinter(PrinterLinkOptions link, TimeProvider time) : IPrinterDriver
{
    public const int Port = 80;

    public bool CanPause => true;

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var host = Open();
        while (true)
        {
            var job = await host.GetAsync(OctoPrintStatus.JobQuestion, stop);
            yield return OctoPrintStatus.Parse(job, await host.GetAsync(OctoPrintStatus.PrinterQuestion, stop, HttpStatusCode.Conflict));
            await Task.Delay(link.Interval, time, stop);
        }
    }

    public async Task PauseAsync(CancellationToken stop)
    {
        using var host = Open();

        // Without its action a pause of a paused print would go on with it.
        var pause = new { command = "pause", action = "pause" };
        var answer = await host.AskAsync(HttpMethod.Post, "/api/job", pause, stop, HttpStatusCode.Conflict);
        if (answer.Status == HttpStatusCode.Conflict)
        {
            throw new PrinterException("there is no active job to pause (OctoPrint answered 409)");
        }
    }

    private PrinterHost Open() => PrinterHost.Open(link, Port, HostLogin.ApiKey, time);
}
