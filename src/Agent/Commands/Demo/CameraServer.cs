using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Commands.Demo;

/// <summary>Serves the simulated printers' cameras as MJPEG over HTTP on loopback, as a printer's webcam does.</summary>
internal sealed class CameraServer : IAsyncDisposable
{
    private const string Boundary = "frame";

    private readonly WebApplication _server;

    private CameraServer(WebApplication server) => _server = server;

    public static async Task<CameraServer> StartAsync(IReadOnlyList<SimulatedPrinter> printers, TimeProvider time, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var started = time.GetTimestamp();
        foreach (var printer in printers)
        {
            server.MapGet($"/{printer.Id}/stream", async context =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, server.Lifetime.ApplicationStopping);
                await StreamAsync(context.Response, () => printer.See(time.GetElapsedTime(started)), time, stop.Token);
            });
        }

        await server.StartAsync(cancel);
        return new CameraServer(server);
    }

    public string AddressOf(SimulatedPrinter printer) => $"{_server.Urls.Single()}/{printer.Id}/stream";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task StreamAsync(HttpResponse response, Func<byte[]> see, TimeProvider time, CancellationToken stop)
    {
        response.ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";
        using var timer = new PeriodicTimer(SimulatedPrinter.Pace, time);
        try
        {
            do
            {
                var jpeg = see();
                await response.Body.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n"), stop);
                await response.Body.WriteAsync(jpeg, stop);
                await response.Body.WriteAsync("\r\n"u8.ToArray(), stop);
                await response.Body.FlushAsync(stop);
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            // The viewer has gone, or the demo ends.
        }
    }
}
