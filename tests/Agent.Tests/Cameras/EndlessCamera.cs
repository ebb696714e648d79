using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Defects.Agent.Tests.Cameras;

/// <summary>Answers what no proper HTTP server would: a beginning, and then the same bytes without end.</summary>
internal sealed class EndlessCamera : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    public EndlessCamera(string beginning, string repeated)
    {
        _listener.Start();
        _answering = AnswerAsync(Encoding.ASCII.GetBytes(beginning), Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(repeated, 4096))));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AnswerAsync(byte[] beginning, byte[] repeated)
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            try
            {
                var stream = client.GetStream();
                await stream.WriteAsync(beginning, _stop.Token);
                while (true)
                {
                    await stream.WriteAsync(repeated, _stop.Token);
                }
            }
            catch (IOException)
            {
                // The camera client had enough.
            }
        }
    }
}
