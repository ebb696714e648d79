using System.Net.Sockets;
using System.Text;
using Defects.Shared.Imaging;

namespace Defects.Bench.Tests.CameraFarm;

/// <summary>The faults that break the connection or the protocol.</summary>
public sealed class FaultyConnectionTests
{
    [Fact]
    public async Task Stall_OfAnOpenStream_NothingComesUntilItEnds()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);
        await stream.NextAsync();

        await farm.BeginAsync("stall");
        var waiting = await stream.UntilSilentAsync();

        await farm.EndAsync();
        Assert.NotEqual(0, await waiting);
        AssertDecodes(await stream.NextAsync());
    }

    [Fact]
    public async Task Stall_NewRequest_IsAcceptedAndNotAnswered()
    {
        await using var farm = new TestFarm();
        await farm.BeginAsync("stall");
        using var client = await AskAsync(farm, "stream");
        var read = client.GetStream().ReadAsync(new byte[1], farm.Cancel).AsTask();

        // Another camera's answer shows that the farm has had the time.
        await farm.SnapshotAsync(1);
        Assert.False(read.IsCompleted);

        await farm.EndAsync();
        Assert.Equal(1, await read);
    }

    [Fact]
    public async Task Stall_ViewerGivesUp_ConnectionIsNotKept()
    {
        await using var farm = new TestFarm();
        await farm.BeginAsync("stall");
        using (await AskAsync(farm, "stream"))
        {
            await farm.UntilConnectionsAsync(2);
        }

        await farm.UntilConnectionsAsync(1);
    }

    [Fact]
    public async Task Drip_OfAnOpenStream_ComesByteByByteUntilItEnds()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);
        await stream.NextAsync();

        await farm.BeginAsync("drip");
        var buffer = new byte[1 << 16];
        for (var single = 0; single < 3;)
        {
            var count = await stream.Raw.ReadAsync(buffer, farm.Cancel);
            Assert.NotEqual(0, count);
            single = count == 1 ? single + 1 : 0;
        }

        await farm.EndAsync();
        AssertDecodes(await stream.NextAsync());
        AssertDecodes(await stream.NextAsync());
    }

    [Fact]
    public async Task Drip_EndsWithinASnapshot_TheRestComesAtOnce()
    {
        await using var farm = new TestFarm();
        await farm.BeginAsync("drip");
        using var answer = await farm.Client.GetAsync("/camera/0/snapshot", HttpCompletionOption.ResponseHeadersRead, farm.Cancel);
        var picture = answer.Content.ReadAsByteArrayAsync(farm.Cancel);
        await farm.SnapshotAsync(1);
        Assert.False(picture.IsCompleted);

        await farm.EndAsync();
        AssertDecodes(await picture);
    }

    [Fact]
    public async Task Reset_OfAnOpenStream_BreaksItWithinAPicture()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);
        await stream.NextAsync();

        await farm.BeginAsync("reset");

        await AssertResetAsync(farm, stream.Raw);
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("snapshot")]
    public async Task Reset_NewRequest_IsResetAtOnceUntilItEnds(string way)
    {
        await using var farm = new TestFarm();
        await farm.BeginAsync("reset");
        using var client = await AskAsync(farm, way);
        await AssertResetAsync(farm, client.GetStream());

        await farm.EndAsync();
        AssertDecodes(await farm.SnapshotAsync(0));
    }

    [Fact]
    public async Task WrongType_StreamEndsAndAPageComesInsteadUntilItEnds()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);

        await farm.BeginAsync("wrongtype");
        await stream.Raw.CopyToAsync(Stream.Null, farm.Cancel);
        using var answer = await farm.Client.GetAsync("/camera/0/stream", farm.Cancel);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<!doctype html>", await answer.Content.ReadAsStringAsync(farm.Cancel), StringComparison.Ordinal);

        await farm.EndAsync();
        AssertDecodes(await farm.SnapshotAsync(0));
    }

    [Fact]
    public async Task EndlessHeader_StreamEndsAndTheNextNeverGetsToItsBody()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);

        await farm.BeginAsync("endlessheader");
        await stream.Raw.CopyToAsync(Stream.Null, farm.Cancel);
        using var client = await AskAsync(farm, "stream");
        using var lines = new StreamReader(client.GetStream(), Encoding.ASCII);
        Assert.Equal("HTTP/1.1 200 OK", await lines.ReadLineAsync(farm.Cancel));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("X-Patience: wait", await lines.ReadLineAsync(farm.Cancel));
        }

        await farm.EndAsync();
        Assert.DoesNotContain("\n\n", (await lines.ReadToEndAsync(farm.Cancel)).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        AssertDecodes(await farm.SnapshotAsync(0));
    }

    [Theory]
    [InlineData("PUT", "/camera/0/fault/freez", "no fault 'freez': expected freeze, stall, truncate, ")]
    [InlineData("PUT", "/camera/0/fault/3", "no fault '3': ")]
    [InlineData("PUT", "/camera/2/fault/freeze", "no cameras '2': expected a number from 0 to 1")]
    [InlineData("DELETE", "/cameras/1-0/fault", "no cameras '1-0': ")]
    [InlineData("GET", "/camera/2/stream", "nothing at GET /camera/2/stream: expected GET /cameras")]
    public async Task Request_ForWhatIsNotThere_SaysWhatIs(string method, string address, string why)
    {
        await using var farm = new TestFarm();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        using var answer = await farm.Client.SendAsync(request, farm.Cancel);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.StartsWith(why, await answer.Content.ReadAsStringAsync(farm.Cancel), StringComparison.Ordinal);
    }

    private static async Task<TcpClient> AskAsync(TestFarm farm, string way)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", farm.Port, farm.Cancel);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /camera/0/{way} HTTP/1.1\r\nHost: farm\r\n\r\n"), farm.Cancel);
        return client;
    }

    private static async Task AssertResetAsync(TestFarm farm, Stream stream)
    {
        var broken = await Assert.ThrowsAnyAsync<IOException>(() => stream.CopyToAsync(Stream.Null, farm.Cancel));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(broken.InnerException).SocketErrorCode);
    }

    private static void AssertDecodes(byte[] picture)
    {
        using var decoded = FramePreprocessing.TryDecode(picture);
        Assert.NotNull(decoded);
    }
}
