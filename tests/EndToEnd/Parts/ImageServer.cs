using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.EndToEnd.Parts;

/// <summary>
/// A real HTTP server that shows pictures as <c>/NAME/stream</c> (MJPEG) and <c>/NAME/snapshot</c>, the next picture every
/// <paramref name="pace"/>. It can be stopped and started again on the same port.
/// </summary>
internal sealed class ImageServer(TimeSpan pace) : IAsyncDisposable
{
    private readonly Dictionary<string, IReadOnlyList<byte[]>> _pictures = [];
    private readonly int _port = LoopbackPort.Free();
    private WebApplication? _app;
    private long _started;

    public string UrlOf(string name, string kind) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/{name}/{kind}");

    /// <summary>What a camera shows from now on.</summary>
    public void Show(string name, IReadOnlyList<byte[]> pictures)
    {
        lock (_pictures)
        {
            _pictures[name] = pictures;
        }
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        _app = builder.Build();
        _app.MapGet("/{name}/stream", Stream);
        _app.MapGet("/{name}/snapshot", (string name) => Results.Bytes(Current(name), "image/jpeg"));
        _started = TimeProvider.System.GetTimestamp();
        await _app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (_app is { } app)
        {
            _app = null;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private byte[] Current(string name)
    {
        lock (_pictures)
        {
            var pictures = _pictures[name];
            var shown = (int)(TimeProvider.System.GetElapsedTime(_started) / pace);
            return pictures[shown % pictures.Count];
        }
    }

    private async Task Stream(HttpContext context, string name)
    {
        context.Response.ContentType = "multipart/x-mixed-replace; boundary=frame";
        using var timer = new PeriodicTimer(pace);
        do
        {
            var picture = Current(name);
            var head = string.Create(CultureInfo.InvariantCulture, $"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Length}\r\n\r\n");
            await context.Response.WriteAsync(head, context.RequestAborted);
            await context.Response.Body.WriteAsync(picture, context.RequestAborted);
            await context.Response.WriteAsync("\r\n", context.RequestAborted);
        }
        while (await timer.WaitForNextTickAsync(context.RequestAborted));
    }
}
