using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras.Found;

/// <summary>The webcams in OctoPrint's <c>GET /api/settings</c>: of 2.0, of 1.9 with its classic webcam, and of those before.</summary>
internal static class OctoPrintWebcams
{
    /// <param name="json">The answer.</param>
    /// <param name="name">Which one; empty for the first. Before 2.0 there is one only.</param>
    /// <param name="webRoot">OctoPrint's own address.</param>
    /// <exception cref="DeviceException">There is no such webcam.</exception>
    public static FoundCamera Parse(string json, string name, Uri webRoot)
    {
        var settings = PrinterAnswer.Read(json);
        var webcams = settings.At("webcam", "webcams").Items();
        if (webcams.Count > 0)
        {
            var chosen = webcams.FirstOrDefault(webcam => name.Length == 0 || webcam.Text("name").Equals(name, StringComparison.OrdinalIgnoreCase));
            return chosen.ValueKind == JsonValueKind.Object
                ? Camera(chosen, chosen.Text("name"), chosen.Text("compat", "stream"), chosen.Text("compat", "snapshot"), webRoot)
                : throw new DeviceException($"OctoPrint has no webcam '{name}'; it knows {string.Join(", ", webcams.Select(webcam => webcam.Text("name")))}");
        }

        var (classic, legacy) = (settings.At("plugins", "classicwebcam"), settings.At("webcam"));
        return classic.ValueKind == JsonValueKind.Object
            ? Camera(classic, "classic", classic.Text("stream"), classic.Text("snapshot"), webRoot)
            : Camera(legacy, "webcam", legacy.Text("streamUrl"), legacy.Text("snapshotUrl"), webRoot);
    }

    private static FoundCamera Camera(JsonElement webcam, string name, string stream, string snapshot, Uri webRoot)
    {
        if (stream.Length + snapshot.Length == 0)
        {
            throw new DeviceException("OctoPrint names no webcam: set its stream or snapshot address there, or let this key see the settings");
        }

        var address = PrinterAnswer.AddressOf(stream.Length > 0 ? stream : snapshot, webRoot);
        var (horizontal, vertical) = (webcam.Flag("flipH"), webcam.Flag("flipV"));

        // OctoPrint mirrors first and turns a quarter to the left after that. Turned first, left and right are above and below.
        return webcam.Flag("rotate90")
            ? new FoundCamera(name, address, 270, vertical, horizontal)
            : new FoundCamera(name, address, 0, horizontal, vertical);
    }
}
