using Defects.Agent.Devices;
using System.Collections.Concurrent;
using System.Text;
using Defects.Agent.Cameras;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Cameras;

public sealed class HttpCameraTests
{
    private static readonly byte[] Red = ColourModel.SpaghettiJpeg();
    private static readonly byte[] Green = ColourModel.GoodJpeg();

    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData("multipart/x-mixed-replace; boundary=frame", true)]
    [InlineData("multipart/x-mixed-replace;boundary=--frame", false)]
    [InlineData("multipart/x-mixed-replace; boundary=\"a b\"", true)]
    [InlineData("multipart/x-mixed-replace", false)]
    public async Task Stream_AnyContentTypeAndPieces_GivesEveryPictureUntilItCloses(string contentType, bool lengths)
    {
        byte[] Head(byte[] picture) =>
            Encoding.ASCII.GetBytes($"\r\n--frame\r\nContent-Type: image/jpeg\r\n{(lengths ? $"Content-Length: {picture.Length}\r\n" : "")}\r\n");
        byte[] all = [.. Head(Red), .. Red, .. Head(Green), .. Green, .. Head(Red), .. Red];
        await using var server = await CameraServer.StartAsync(CameraServer.Pieces(contentType, all.Chunk(100), hold: false));

        var error = await RunAsync(server.Url);

        Assert.Equal([Red, Green, Red], _sink.Frames.Select(frame => frame.Encoded));
        Assert.Equal("the camera closed the stream", error);
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("text/html")]
    [InlineData("")]
    public async Task Stream_OfAnotherContentType_IsReadAsTheStreamThatItIs(string contentType)
    {
        byte[][] pieces = [.. new[] { Red, Green, Red }.Select(picture => (byte[])[.. "--x\r\n\r\n"u8, .. picture])];
        await using var server = await CameraServer.StartAsync(CameraServer.Pieces(contentType, pieces, hold: false));

        Assert.Equal("the camera closed the stream", await RunAsync(server.Url));
        Assert.Equal([Red, Green, Red], _sink.Frames.Select(frame => frame.Encoded));
    }

    [Fact]
    public async Task Snapshot_OfAnotherContentType_IsAskedForAgain()
    {
        var asked = 0;
        await using var server = await CameraServer.StartAsync(context => Interlocked.Increment(ref asked) > 3
            ? CameraServer.Pieces("text/html", ["<html>"u8.ToArray()], hold: false)(context)
            : CameraServer.Pieces("application/octet-stream", [Red], hold: false)(context));

        Assert.StartsWith("the answer is text/html", await RunAsync(server.Url), StringComparison.Ordinal);
        Assert.Equal([Red, Red, Red], _sink.Frames.Select(frame => frame.Encoded));
    }

    [Fact]
    public async Task Stream_StallsInTheMiddleOfAPicture_EndsAfterTheTimeout()
    {
        await using var server = await CameraServer.StartAsync(
            CameraServer.Pieces("multipart/x-mixed-replace; boundary=x", [Red, Green.AsSpan(0, 100).ToArray()]));

        var error = await RunAsync(server.Url, timeout: TimeSpan.FromMilliseconds(300));

        Assert.Equal([Red], _sink.Frames.Select(frame => frame.Encoded));
        Assert.Equal("no picture within 0.3 s", error);
    }

    [Fact]
    public async Task Stream_PicturesCutOff_SaysWhyNoneIsTaken()
    {
        var half = Red.AsSpan(0, Red.Length / 2).ToArray();
        await using var server = await CameraServer.StartAsync(
            CameraServer.Pieces("multipart/x-mixed-replace; boundary=x", [half, "\r\n--x\r\n"u8.ToArray(), half, "\r\n--x\r\n"u8.ToArray()]));

        var error = await RunAsync(server.Url, timeout: TimeSpan.FromMilliseconds(300));

        Assert.Matches(@"^no picture within 0\.3 s; [12] began and were cut off, or larger than 8 MiB: ", error);
    }

    [Fact]
    public async Task Stream_SlowButSteady_OutlivesTheTimeout()
    {
        using var next = new SemaphoreSlim(0);
        await using var server = await CameraServer.StartAsync(async context =>
        {
            context.Response.ContentType = "multipart/x-mixed-replace; boundary=x";
            for (var i = 0; i < 4; i++)
            {
                await context.Response.Body.WriteAsync(Red);
                await context.Response.Body.FlushAsync();
                await next.WaitAsync(context.RequestAborted);
            }
        });
        var time = new FakeTimeProvider();
        var settings = new CameraSettings(server.Url, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), null, false, false, true);
        var run = CameraSources.Open(settings, time).RunAsync(_sink, TestContext.Current.CancellationToken);
        for (var count = 1; count <= 4; count++)
        {
            await Eventually.Holds(() => _sink.Frames.Count == count, "the next frame");
            time.Advance(TimeSpan.FromSeconds(6));
            next.Release();
        }

        Assert.Equal("the camera closed the stream", (await Assert.ThrowsAsync<DeviceException>(() => run)).Message);
    }

    [Fact]
    public async Task Stream_BytesButNoPicture_EndsAfterTheTimeout()
    {
        await using var server = await CameraServer.StartAsync(async context =>
        {
            context.Response.ContentType = "multipart/x-mixed-replace; boundary=x";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync("--x\r\n\r\nnothing\r\n"u8.ToArray());
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });

        Assert.Equal("no picture within 0.3 s", await RunAsync(server.Url, timeout: TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task Snapshot_EachInterval_IsAskedForAgain()
    {
        byte[][] answers = [Red, Red, Green];
        var asked = 0;
        await using var server = await CameraServer.StartAsync(context =>
        {
            var i = Interlocked.Increment(ref asked) - 1;
            context.Response.ContentType = "image/jpeg";
            context.Response.StatusCode = i < answers.Length ? 200 : 503;
            return i < answers.Length ? context.Response.Body.WriteAsync(answers[i]).AsTask() : Task.CompletedTask;
        });

        var error = await RunAsync(server.Url);

        Assert.Equal(answers, _sink.Frames.Select(frame => frame.Encoded));
        Assert.Equal("the camera answered 503 Service Unavailable", error);
    }

    [Fact]
    public async Task Snapshot_WebPage_SaysWhatItIsInstead()
    {
        await using var server = await CameraServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>Log in</html>");
        });

        Assert.StartsWith("the answer is text/html, not a picture", await RunAsync(server.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_CalledAPictureAndNone_SaysThatItsBytesAreNot()
    {
        await using var server = await CameraServer.StartAsync(CameraServer.Pieces("image/jpeg", ["garbage"u8.ToArray()], hold: false));

        Assert.StartsWith("the answer is called image/jpeg and its bytes are neither JPEG nor PNG", await RunAsync(server.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_LargerThanAllowed_IsRefused()
    {
        await using var server = await CameraServer.StartAsync(async context =>
        {
            context.Response.ContentType = "image/jpeg";
            for (var i = 0; i < 20; i++)
            {
                await context.Response.Body.WriteAsync(new byte[1 << 20], context.RequestAborted);
            }
        });

        Assert.StartsWith("the picture is larger than 8 MiB", await RunAsync(server.Url), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_PasswordAsked_SendsThatOfTheCredentialsFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("cam"), "anna:hun:ter2\n");
        var expected = "Basic " + Convert.ToBase64String("anna:hun:ter2"u8);
        await using var server = await CameraServer.StartAsync(context =>
        {
            if (context.Request.Headers.Authorization == expected)
            {
                context.Response.ContentType = "multipart/x-mixed-replace; boundary=x";
                return context.Response.Body.WriteAsync(Red).AsTask();
            }

            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"cam\"";
            return Task.CompletedTask;
        });

        await RunAsync(server.Url, credentials: folder.File("cam"));
        Assert.Single(_sink.Frames);

        var error = await RunAsync(server.Url.Replace("http://", "http://bert:wrong@", StringComparison.Ordinal));
        Assert.Contains("401", error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_RedirectedElsewhere_TakesNoPasswordAlong()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("cam"), "anna:hunter2\n");
        var sent = new ConcurrentQueue<string>();
        await using var stranger = await CameraServer.StartAsync(context =>
        {
            sent.Enqueue(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"cam\"";
            return Task.CompletedTask;
        });
        await using var server = await CameraServer.StartAsync(context =>
        {
            var known = context.Request.Headers.Authorization.Count > 0;
            context.Response.StatusCode = known ? 302 : 401;
            context.Response.Headers[known ? "Location" : "WWW-Authenticate"] = known ? stranger.Url : "Basic realm=\"cam\"";
            return Task.CompletedTask;
        });

        Assert.Contains("401", await RunAsync(server.Url, credentials: folder.File("cam")), StringComparison.Ordinal);
        Assert.Equal([""], sent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Content-Length: 999999999999\r\nContent-Type: image/jpeg\r\n\r\n")]
    [InlineData("Content-Length: 0\r\nContent-Type: image/jpeg\r\n\r\n")]
    [InlineData("Content-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n")]
    public async Task Open_EndlessAnswer_EndsWithAReasonAndBoundedMemory(string head)
    {
        await using var camera = new EndlessCamera("HTTP/1.1 200 OK\r\n" + head, head.Length == 0 ? "X-Filler: 0123456789\r\n" : "0123456789");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var error = await RunAsync($"http://127.0.0.1:{camera.Port}/", timeout: TimeSpan.FromSeconds(1));

        Assert.Matches("cannot be read|not a picture|larger than 8 MiB|neither JPEG nor PNG|no picture within 1 s|it floods", error);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100 << 20);
    }

    [Fact]
    public async Task Snapshot_ByteByByte_EndsAfterTheTimeout()
    {
        await using var server = await CameraServer.StartAsync(async context =>
        {
            context.Response.ContentType = "image/jpeg";
            foreach (var drop in Red)
            {
                await context.Response.Body.WriteAsync(new[] { drop }, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, context.RequestAborted);
            }
        });

        Assert.Equal("no picture within 0.3 s", await RunAsync(server.Url, timeout: TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task Open_NobodyListens_SaysSo()
    {
        int port;
        await using (var server = await CameraServer.StartAsync(_ => Task.CompletedTask))
        {
            port = server.Port;
        }

        Assert.StartsWith("no connection (", await RunAsync($"http://anna:hunter2@127.0.0.1:{port}/"), StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string source, TimeSpan? timeout = null, string? credentials = null)
    {
        var settings = new CameraSettings(source, TimeSpan.FromMilliseconds(20), timeout ?? TimeSpan.FromSeconds(10), credentials, false, false, true);
        var error = await Assert.ThrowsAsync<DeviceException>(
            () => CameraSources.Open(settings, TimeProvider.System).RunAsync(_sink, TestContext.Current.CancellationToken));
        return error.Message;
    }
}
