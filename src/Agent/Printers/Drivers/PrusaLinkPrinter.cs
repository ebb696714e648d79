using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>A Prusa printer with PrusaLink.</summary>
internal sealed class PrusaLinkPrinter(PrinterLinkOptions link, TimeProvider time) : IPrinterDriver
{
    public const int Port = 80;

    public bool CanPause => true;

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var host = Open();
        JsonElement job = default;
        while (true)
        {
            var status = PrusaLinkStatus.Parse(await host.GetAsync(PrusaLinkStatus.Question, stop));
            if (status.Job is { Id: { } id } print)
            {
                // The file is the job's for as long as it lasts: it is asked for once.
                job = PrusaLinkStatus.IdOf(job) == id ? job : await JobAsync(host, stop);
                status = status with { Job = PrusaLinkStatus.Complete(print, job) };
            }

            yield return status;
            await Task.Delay(link.Interval, time, stop);
        }
    }

    public async Task PauseAsync(CancellationToken stop)
    {
        using var host = Open();
        var job = await JobAsync(host, stop);
        if (job.Text("state") == "PAUSED")
        {
            return;
        }

        if (PrusaLinkStatus.IdOf(job) is not { } id)
        {
            throw new PrinterException("there is no active job to pause");
        }

        var answer = await host.AskAsync(HttpMethod.Put, $"/api/v1/job/{id}/pause", null, stop, HttpStatusCode.NotFound, HttpStatusCode.Conflict);
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            throw new PrinterException($"the printer does not pause job {id} ({(int)answer.Status}{(answer.Complaint is { Length: > 0 } why ? $", {why}" : "")})");
        }
    }

    /// <returns>Undefined where there is no job.</returns>
    private static async Task<JsonElement> JobAsync(PrinterHost host, CancellationToken stop)
    {
        var answer = await host.GetAsync(PrusaLinkStatus.JobQuestion, stop);
        return answer.Status == HttpStatusCode.NoContent ? default : answer.ReadJson();
    }

    private PrinterHost Open() => PrinterHost.Open(link, Port, HostLogin.Digest, time);
}
