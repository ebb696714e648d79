using System.Globalization;
using System.Text;
using Defects.CameraFarm.Pictures;

namespace Defects.Bench.Tests.CameraFarm;

/// <summary>Reads the pictures of a multipart stream by the lengths in its headers. Whatever is missing after 20 s fails.</summary>
internal sealed class CameraStream(Stream stream) : IDisposable
{
    private readonly BufferedStream _buffered = new(stream);
    private readonly byte[] _byte = new byte[1];

    /// <summary>What the server sends, without a look at what it is.</summary>
    public Stream Raw => stream;

    public void Dispose() => stream.Dispose();

    public async Task<byte[]> NextAsync()
    {
        using var deadline = Deadline();
        while (await LineAsync(deadline.Token) != $"--{Picture.Boundary}")
        {
        }

        Assert.Equal("Content-Type: image/jpeg", await LineAsync(deadline.Token));
        var length = await LineAsync(deadline.Token);
        Assert.StartsWith("Content-Length: ", length, StringComparison.Ordinal);
        Assert.Empty(await LineAsync(deadline.Token));
        var picture = new byte[int.Parse(length.Split(' ')[1], CultureInfo.InvariantCulture)];
        await _buffered.ReadExactlyAsync(picture, deadline.Token);
        return picture;
    }

    /// <summary>Reads on until the newest three pictures are as wanted: some may have been under way before the camera changed.</summary>
    public async Task UntilAsync(Func<byte[], byte[], byte[], bool> wanted)
    {
        using var deadline = Deadline();
        var (one, two, three) = (await NextAsync(), await NextAsync(), await NextAsync());
        while (!wanted(one, two, three))
        {
            deadline.Token.ThrowIfCancellationRequested();
            (one, two, three) = (two, three, await NextAsync());
        }
    }

    /// <summary>Reads on until nothing comes for half a second, ten pictures' time.</summary>
    /// <returns>The read that waits for more; to cancel it would close the connection.</returns>
    public async Task<Task<int>> UntilSilentAsync()
    {
        // Not disposed: the read that is given back still listens to it.
        var deadline = Deadline();
        var buffer = new byte[1 << 16];
        while (true)
        {
            var read = stream.ReadAsync(buffer, deadline.Token).AsTask();
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
            if (await Task.WhenAny(read, Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, silence.Token)) != read)
            {
                deadline.Token.ThrowIfCancellationRequested();
                return read;
            }

            Assert.NotEqual(0, await read);
        }
    }

    private static CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        return deadline;
    }

    private async Task<string> LineAsync(CancellationToken cancel)
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
