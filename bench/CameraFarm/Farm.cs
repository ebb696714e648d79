using System.Net;
using System.Net.Sockets;
using Defects.CameraFarm.Faults;
using Defects.CameraFarm.Pictures;

namespace Defects.CameraFarm;

/// <summary>Simulated printers' cameras behind one port on loopback.</summary>
internal sealed class Farm : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly FarmControl _control;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _connections;

    private Farm(TcpListener listener, FarmOptions options, PictureLibrary pictures, TimeProvider time)
    {
        _listener = listener;
        var cameras = Cameras(options, pictures, time);
        _control = new FarmControl(cameras, options.Kind, new FaultCatalogue(pictures, time), () => Volatile.Read(ref _connections));
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <exception cref="SocketException">The port is taken.</exception>
    public static Farm Start(FarmOptions options, PictureLibrary pictures, TimeProvider time)
    {
        var listener = new TcpListener(IPAddress.Loopback, options.Port);

        // All cameras of an agent that starts come at once.
        listener.Start(backlog: 1024);
        return new Farm(listener, options, pictures, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
    }

    private static Camera[] Cameras(FarmOptions options, PictureLibrary pictures, TimeProvider time)
    {
        var random = new Random(options.Seed);
        var interval = TimeSpan.FromSeconds(1 / options.Rate);

        // Evenly spread and in no order, so that neither all cameras nor neighbours send at once.
        var slots = Enumerable.Range(0, options.Cameras).ToArray();
        random.Shuffle(slots);
        return [.. slots.Select((slot, number) =>
        {
            var first = random.Next(PictureLibrary.Frames);
            return new Camera(new PictureClock(time, interval, interval * slot / options.Cameras), (look, frame) => pictures.See(look, number, first + frame));
        })];
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _ = ServeAsync(new Connection(socket, _control, _stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The farm stops.
        }
    }

    private async Task ServeAsync(Connection connection)
    {
        Interlocked.Increment(ref _connections);
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }
}
