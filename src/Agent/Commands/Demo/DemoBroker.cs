using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace Defects.Agent.Commands.Demo;

/// <summary>An MQTT broker inside the demo, on loopback.</summary>
internal sealed class DemoBroker : IAsyncDisposable
{
    private const int UsualPort = 1883;

    private readonly MqttServer _server;

    private DemoBroker(int port)
    {
        Port = port;
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .Build());
    }

    public int Port { get; }

    /// <summary>Takes MQTT's usual port, or any free one where that is taken.</summary>
    public static async Task<DemoBroker> StartAsync()
    {
        var broker = new DemoBroker(FreePort(UsualPort) ?? FreePort(0)!.Value);
        await broker._server.StartAsync();
        return broker;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
        _server.Dispose();
    }

    private static int? FreePort(int wanted)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
