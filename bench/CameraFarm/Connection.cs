using System.Net.Sockets;
using System.Text;

namespace Defects.CameraFarm;

/// <summary>
/// One connection, request after request. HTTP by hand, because a server that keeps the protocol cannot break it on purpose, and
/// because nothing is cheaper than to write bytes that lie ready.
/// </summary>
internal sealed class Connection(Socket socket, FarmControl control, CancellationToken stop)
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public async Task RunAsync()
    {
        using var stream = _stream;
        using var closing = stop.Register(socket.Dispose);
        using var lines = new StreamReader(stream, Encoding.ASCII);
        try
        {
            while (await Request.ReadAsync(lines, stop) is { } request && await AnswerAsync(request))
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side has gone, or the farm stops.
        }
    }

    /// <returns>False where the connection is to be closed.</returns>
    private async Task<bool> AnswerAsync(Request request)
    {
        if (control.CameraOf(request) is var (camera, streams))
        {
            return await ShowAsync(new Viewer(socket, _stream, camera), streams);
        }

        await _stream.WriteAsync(control.Answer(request), stop);
        return true;
    }

    private async Task<bool> ShowAsync(Viewer viewer, bool streams)
    {
        while (true)
        {
            var conduct = viewer.Camera.Conduct;
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(conduct.Ended, stop);
            try
            {
                if (!streams)
                {
                    return await conduct.Behaviour.SnapshotAsync(viewer, ended.Token);
                }

                if (!await conduct.Behaviour.StreamAsync(viewer, ended.Token))
                {
                    return false;
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // The camera behaves otherwise now.
            }
        }
    }
}
