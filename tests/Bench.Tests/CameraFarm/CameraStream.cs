using System.Globalization;
using System.Text;
using Defects.CameraFarm.Pictures;

namespace Defects.Bench.Tests.CameraFarm;

/// <summary>Reads the pictures of a multipart stream by the lengths in its headers.</summary>
internal sealed class CameraStream(Stream stream, CancellationToken cancel) : IDisposable
{
    private readonly BufferedStream _buffered = new(stream);
    private readonly byte[] _byte = new byte[1];

    /// <summary>What the server sends, without a look at what it is.</summary>
    public Stream Raw => stream;

    public void Dispose() => stream.Dispose();

    public async Task<byte[]> NextAsync()
    {
        while (await LineAsync() != $"--{Picture.Boundary}")
        {
        }

        Assert.Equal("Content-Type: image/jpeg", await LineAsync());
        var length = await LineAsync();
        Assert.StartsWith("Content-Length: ", length, StringComparison.Ordinal);
        Assert.Empty(await LineAsync());
        var picture = new byte[int.Parse(length.Split(' ')[1], CultureInfo.InvariantCulture)];
        await _buffered.ReadExactlyAsync(picture, cancel);
        return picture;
    }

    /// <summary>Reads on until the newest three pictures are as wanted: some may have been under way before the camera changed.</summary>
    public async Task UntilAsync(Func<byte[], byte[], byte[], bool> wanted)
    {
        var (one, two, three) = (await NextAsync(), await NextAsync(), await NextAsync());
        while (!wanted(one, two, three))
        {
            (one, two, three) = (two, three, await NextAsync());
        }
    }

    /// <summary>Reads on until nothing comes for half a second, ten pictures' time.</summary>
    /// <returns>The read that waits for more; to cancel it would close the connection.</returns>
    public async Task<Task<int>> UntilSilentAsync()
    {
        var buffer = new byte[1 << 16];
        while (true)
        {
            var read = stream.ReadAsync(buffer, cancel).AsTask();
            if (await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, cancel)) != read)
            {
                return read;
            }

            Assert.NotEqual(0, await read);
        }
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        while (true)
        {
            await _buffered.ReadExactlyAsync(_byte, cancel);
            if (_byte[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)_byte[0]);
        }
    }
}
