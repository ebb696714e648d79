using System.Net.Sockets;
using System.Text;
using Defects.CameraFarm.Pictures;

namespace Defects.CameraFarm;

/// <summary>Who looks at a camera: the answering side of one request.</summary>
internal sealed class Viewer(Socket socket, Stream stream, Camera camera)
{
    private static readonly byte[] StreamHead = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary={Picture.Boundary}\r\nCache-Control: no-store\r\n\r\n");

    public Camera Camera => camera;

    /// <summary>The head of a stream has been sent.</summary>
    public bool Streams { get; private set; }

    /// <summary>Sends the head of a stream where that has not been done.</summary>
    public async Task BeginStreamAsync()
    {
        if (!Streams)
        {
            Streams = true;
            await SendAsync(StreamHead);
        }
    }

    /// <summary>Sends the head of a single picture.</summary>
    public ValueTask BeginPictureAsync(int length) => SendAsync(Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nCache-Control: no-store\r\nContent-Length: {length}\r\n\r\n"));

    // A picture that has begun is sent to its end: a change in its middle would damage it. The end of the farm closes the socket.
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => stream.WriteAsync(bytes, CancellationToken.None);

    /// <summary>Waits until the other side closes the connection.</summary>
    public async Task UntilGoneAsync(CancellationToken cancel) => await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancel);

    /// <summary>Ends the connection with a reset instead of a farewell.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }
}
