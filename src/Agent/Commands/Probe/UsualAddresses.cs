namespace Defects.Agent.Commands.Probe;

/// <summary>Where the programs and cameras that farms use commonly offer their picture.</summary>
internal static class UsualAddresses
{
    private static readonly string[] Http =
    [
        "/webcam/?action=stream", // OctoPi, Mainsail, Fluidd
        "/webcam/?action=snapshot",
        ":8080/?action=stream", // mjpg-streamer
        ":8080/stream", // ustreamer, camera-streamer
        ":8080/snapshot",
    ];

    private static readonly string[] Rtsp =
    [
        "/stream1", // TP-Link Tapo
        "/h264Preview_01_main", // Reolink
        "/Streaming/Channels/101", // Hikvision
        "/cam/realmonitor?channel=1&subtype=0", // Dahua, Amcrest
        "/live",
    ];

    /// <returns>Addresses of the same machine and protocol, without the given one; none for devices and files.</returns>
    public static IReadOnlyList<string> Beside(Uri tried)
    {
        var paths = tried.Scheme switch { "http" or "https" => Http, "rtsp" or "rtsps" => Rtsp, _ => [] };
        var itself = tried.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        return
        [
            .. paths
                .Select(path => path[0] == ':' ? $"{tried.Scheme}://{tried.Host}{path}" : $"{tried.Scheme}://{tried.Authority}{path}")
                .Where(address => address != itself),
        ];
    }
}
