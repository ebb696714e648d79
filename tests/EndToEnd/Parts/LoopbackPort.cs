using System.Net;
using System.Net.Sockets;

namespace Defects.EndToEnd.Parts;

internal static class LoopbackPort
{
    /// <summary>A port that was free a moment ago: a server that is stopped and started again must come back under the same one.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
