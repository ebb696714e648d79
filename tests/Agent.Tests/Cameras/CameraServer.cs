using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Tests.Cameras;

/// <summary>A real HTTP server on a free port of the loopback that answers every request as the test says.</summary>
internal sealed class CameraServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CameraServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Url => $"http://127.0.0.1:{Port}/stream";

    public static async Task<CameraServer> StartAsync(RequestDelegate answer, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new CameraServer(app);
    }

    /// <summary>Answers with a content type and bytes in the given pieces, each flushed by itself, and then holds the line.</summary>
    public static RequestDelegate Pieces(string contentType, IEnumerable<byte[]> pieces, bool hold = true) => async context =>
    {
        context.Response.ContentType = contentType;
        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
        }

        if (hold)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
