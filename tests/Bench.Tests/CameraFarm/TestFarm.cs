using System.Text.Json;
using Defects.CameraFarm;
using Defects.CameraFarm.Pictures;

namespace Defects.Bench.Tests.CameraFarm;

/// <summary>A farm of small and quick cameras, and a client of it.</summary>
internal sealed class TestFarm : IAsyncDisposable
{
    private static readonly Lazy<PictureLibrary> Library = new(() => new PictureLibrary(seed: 1, new PictureSize(320, 240)));

    private readonly Farm _farm;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public TestFarm(int cameras = 2, double rate = 20, CameraKind kind = CameraKind.Mjpeg, TimeProvider? time = null)
    {
        _farm = Farm.Start(new FarmOptions { Cameras = cameras, Rate = rate, Kind = kind }, Pictures, time ?? TimeProvider.System);
        _deadline.CancelAfter(TimeSpan.FromMinutes(1));
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{_farm.Port}") };
    }

    public static PictureLibrary Pictures => Library.Value;

    public HttpClient Client { get; }

    /// <summary>Ends what a test waits for in vain.</summary>
    public CancellationToken Cancel => _deadline.Token;

    public int Port => _farm.Port;

    public Task<byte[]> SnapshotAsync(int camera) => Client.GetByteArrayAsync($"/camera/{camera}/snapshot", Cancel);

    public async Task<CameraStream> OpenAsync(int camera)
    {
        var answer = await Client.GetAsync($"/camera/{camera}/stream", HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("multipart/x-mixed-replace", answer.Content.Headers.ContentType?.MediaType);
        return new CameraStream(await answer.Content.ReadAsStreamAsync(Cancel), Cancel);
    }

    /// <param name="fault">Of the first camera, by its name in the address.</param>
    public async Task BeginAsync(string fault) => (await Client.PutAsync($"/camera/0/fault/{fault}", content: null, Cancel)).EnsureSuccessStatusCode();

    /// <summary>Ends the fault of the first camera.</summary>
    public async Task EndAsync() => (await Client.DeleteAsync("/camera/0/fault", Cancel)).EnsureSuccessStatusCode();

    /// <summary>Waits until that many connections are open, the one that asks among them.</summary>
    public async Task UntilConnectionsAsync(int count)
    {
        while ((await CountsAsync()).Connections != count)
        {
            await Task.Yield();
        }
    }

    public async Task<(int Connections, int[] Pictures)> CountsAsync()
    {
        using var counts = JsonDocument.Parse(await Client.GetStringAsync("/cameras", Cancel));
        return (counts.RootElement.GetProperty("connections").GetInt32(), counts.RootElement.GetProperty("pictures").Deserialize<int[]>()!);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _deadline.Dispose();
        await _farm.DisposeAsync();
    }
}
