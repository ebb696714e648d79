using Defects.Agent.Devices;
using System.Collections.Concurrent;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Microsoft.AspNetCore.Http;

namespace Defects.Agent.Tests.Cameras.Found;

/// <summary>A real server that plays the printer's host, and another that plays its camera.</summary>
public sealed class PrinterCameraTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentQueue<string?> _keys = new();
    private readonly FrameSignal _signal = new();

    public void Dispose()
    {
        _folder.Dispose();
        _signal.Dispose();
    }

    [Theory]
    [InlineData("moonraker", "/server/webcams/list", """{"result":{"webcams":[{"name":"Bed","stream_url":"CAMERA","rotation":180}]}}""")]
    [InlineData("octoprint", "/api/settings", """{"webcam":{"streamUrl":"CAMERA","flipH":true,"flipV":true}}""")]
    public async Task Source_OfThePrinter_FindsTheCameraAndHowItHangs(string scheme, string path, string answer)
    {
        await using var camera = await CameraServer.StartAsync(async context =>
        {
            _keys.Enqueue("camera " + context.Request.Headers["X-Api-Key"]);
            await CameraServer.Pieces("multipart/x-mixed-replace; boundary=x", [ColourModel.GoodJpeg()])(context);
        });
        await using var printer = await CameraServer.StartAsync(context =>
        {
            _keys.Enqueue("printer " + context.Request.Headers["X-Api-Key"]);
            context.Response.StatusCode = context.Request.Path == path ? 200 : 404;
            return context.Response.WriteAsync(answer.Replace("CAMERA", camera.Url, StringComparison.Ordinal));
        });
        File.WriteAllText(_folder.File("key"), "any:secret-key\n");
        var options = new CameraOptions { Source = $"{scheme}://127.0.0.1:{printer.Port}", CredentialsFile = _folder.File("key"), Crop = "0,0,1,0.5" };

        var frame = await FirstFrameAsync(options);

        var view = frame.View;
        Assert.Equal(scheme == "moonraker" ? (180, false, false) : (0, true, true), (view.Turn, view.FlipHorizontal, view.FlipVertical));
        Assert.Equal("0,0,1,0.5", $"{view.Crop}");
        Assert.Equal(["printer secret-key", "camera "], _keys);
        frame.Dispose();

        // What the configuration says of it holds, be it that the camera hangs as cameras do.
        using var told = await FirstFrameAsync(options with { Rotate = 0 });
        Assert.Equal((0, false, false), (told.View.Turn, told.View.FlipHorizontal, told.View.FlipVertical));
    }

    [Theory]
    [InlineData(403, "refuses to answer (403): put any user and the API key, as user:key, into the credentials file")]
    [InlineData(502, "answered 502: is that the printer's host?")]
    public async Task Source_PrinterDoesNotAnswer_SaysWhyWithoutTheKey(int status, string expected)
    {
        await using var printer = await CameraServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        File.WriteAllText(_folder.File("key"), "any:secret-key\n");
        var source = CameraSources.Open(
            CameraSettings.Of(new CameraOptions { Source = $"octoprint://127.0.0.1:{printer.Port}", CredentialsFile = _folder.File("key") }), TimeProvider.System);

        var error = await Assert.ThrowsAsync<DeviceException>(() => source.RunAsync(new RecordingSink(), TestContext.Current.CancellationToken));

        Assert.EndsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrusaLink_NoPictureAtTheMoment_SaysSo()
    {
        await using var printer = await CameraServer.StartAsync(context =>
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        var source = CameraSources.Open(CameraSettings.Of(new CameraOptions { Source = $"prusalink://127.0.0.1:{printer.Port}" }), TimeProvider.System);

        var error = await Assert.ThrowsAsync<DeviceException>(() => source.RunAsync(new RecordingSink(), TestContext.Current.CancellationToken));

        Assert.Equal("the camera has no picture at the moment (204)", error.Message);
    }

    private async Task<CameraFrame> FirstFrameAsync(CameraOptions options)
    {
        var camera = new Camera(new CameraKey("p1", "bed"), CameraSettings.Of(options), _signal, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var run = CameraSources.Open(camera.Settings, TimeProvider.System).RunAsync(camera, stop.Token);
        await Eventually.Holds(() => !camera.Latest.IsEmpty || run.IsCompleted, "a frame");
        Assert.True(camera.Latest.TryTake(out var frame, out _), $"{run.Exception}");
        await stop.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return frame;
    }
}
