using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras.Found;

/// <summary>Moonraker's list of webcams, <c>GET /server/webcams/list</c>.</summary>
internal static class MoonrakerWebcams
{
    /// <param name="json">The answer.</param>
    /// <param name="name">Which one; empty for the first that is enabled.</param>
    /// <param name="webRoot">The web server of the host, not Moonraker itself: relative addresses are of that.</param>
    /// <exception cref="DeviceException">There is no such webcam.</exception>
    public static FoundCamera Parse(string json, string name, Uri webRoot)
    {
        var webcams = PrinterAnswer.Read(json).At("result", "webcams").Items();
        var chosen = webcams.FirstOrDefault(webcam => name.Length > 0
            ? webcam.Text("name").Equals(name, StringComparison.OrdinalIgnoreCase)
            : webcam.Flag("enabled", otherwise: true));
        if (chosen.ValueKind != JsonValueKind.Object)
        {
            var known = string.Join(", ", webcams.Select(webcam => webcam.Text("name")));
            throw new DeviceException(
                $"Moonraker has no webcam {(name.Length > 0 ? $"'{name}'" : "that is enabled")}; it knows {(known.Length > 0 ? known : "none: add one in Mainsail or Fluidd")}");
        }

        return new FoundCamera(
            chosen.Text("name"), PrinterAnswer.AddressOf(PictureUrl(chosen), webRoot), TurnOf(chosen), chosen.Flag("flip_horizontal"), chosen.Flag("flip_vertical"));
    }

    // WebRTC, HLS and pages in frames are for browsers; the snapshot beside them is a picture.
    private static string PictureUrl(JsonElement webcam)
    {
        var (service, stream, snapshot) = (webcam.Text("service"), webcam.Text("stream_url"), webcam.Text("snapshot_url"));
        var streams = service.Length == 0 || service.Contains("mjpeg", StringComparison.OrdinalIgnoreCase);
        return (streams && stream.Length > 0) || snapshot.Length == 0 ? stream : snapshot;
    }

    private static int TurnOf(JsonElement webcam) =>
        webcam.At("rotation") is { ValueKind: JsonValueKind.Number } rotation && rotation.TryGetInt32(out var turn) && turn is 90 or 180 or 270 ? turn : 0;
}
