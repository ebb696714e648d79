using System.Collections.Concurrent;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Defects.Agent.Tests.Cameras;

/// <summary>The running cameras against a real server that knows who looks, while the configuration changes under them.</summary>
public sealed class CameraServiceTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, int> _open = new();
    private readonly ConcurrentDictionary<string, int> _opened = new();
    private readonly FrameSignal _signal = new();
    private CameraServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await CameraServer.StartAsync(StreamAsync);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _signal.Dispose();
    }

    [Fact]
    public async Task Reload_OneAddedOneChangedOneRemoved_DoesNotTouchTheOthers()
    {
        var options = new LiveOptions(Options(("stays", "a"), ("changes", "b"), ("goes", "c")));
        var directory = new CameraDirectory(options, _signal, TimeProvider.System);
        using var service = Service(directory, options);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => directory.Cameras.All(camera => camera.Status.Frames > 0), "all deliver");
        var stays = directory.Find(new CameraKey("stays", "bed"))!;
        var before = stays.Status.Frames;

        options.Replace(Options(("stays", "a"), ("changes", "d"), ("comes", "e")));
        await Eventually.Holds(() => directory.Cameras.All(camera => camera.Status.Frames > before), "all deliver that are there now");
        await Eventually.Holds(() => _open["b"] == 0 && _open["c"] == 0, "the others are closed");

        Assert.Equal(["changes", "comes", "stays"], directory.Cameras.Select(camera => camera.Key.Printer));
        Assert.Same(stays, directory.Find(new CameraKey("stays", "bed")));
        Assert.Equal((1, 1), (_opened["a"], _open["a"]));
        Assert.Null(directory.Find(new CameraKey("goes", "bed")));
        await service.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => _open.Values.All(count => count == 0), "nothing is left open");
    }

    [Fact]
    public async Task Printer_TurnedOff_IsNotRead()
    {
        var on = Options(("ender", "a"));
        var options = new LiveOptions(on);
        var directory = new CameraDirectory(options, _signal, TimeProvider.System);
        using var service = Service(directory, options);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => directory.Cameras.All(camera => camera.Status.Frames > 0), "it delivers");

        options.Replace(on with { Printers = new() { ["ender"] = on.Printers["ender"] with { Enabled = false } } });
        await Eventually.Holds(() => _open["a"] == 0, "the connection is closed");

        Assert.Empty(directory.Cameras);
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Source_OfTwoPrinters_IsReadOverOneConnection()
    {
        var options = new LiveOptions(Options(("left", "a"), ("right", "a")));
        var directory = new CameraDirectory(options, _signal, TimeProvider.System);
        using var service = Service(directory, options);
        await service.StartAsync(TestContext.Current.CancellationToken);

        await Eventually.Holds(() => directory.Cameras.All(camera => camera.Status.Frames > 3), "both deliver");

        Assert.Equal(1, _opened["a"]);
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    private static CameraService Service(CameraDirectory directory, LiveOptions options) =>
        new(directory, options, new HungCaptures(), TimeProvider.System, NullLoggerFactory.Instance);

    private AgentOptions Options(params (string Printer, string Path)[] printers) => new()
    {
        Printers = printers.ToDictionary(
            item => item.Printer,
            item => new PrinterOptions { Cameras = new() { ["bed"] = new CameraOptions { Source = $"http://127.0.0.1:{_server.Port}/{item.Path}" } } }),
    };

    private async Task StreamAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        _opened.AddOrUpdate(path, 1, (_, count) => count + 1);
        _open.AddOrUpdate(path, 1, (_, count) => count + 1);
        try
        {
            context.Response.ContentType = "multipart/x-mixed-replace; boundary=x";
            while (true)
            {
                await context.Response.Body.WriteAsync(ColourModel.GoodJpeg(), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer has gone.
        }
        finally
        {
            _open.AddOrUpdate(path, 0, (_, count) => count - 1);
        }
    }
}
