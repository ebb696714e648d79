using Defects.Agent.Cameras.Found;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;

namespace Defects.Agent.Cameras;

/// <summary>Picks the kind of source by what the source string looks like.</summary>
internal static class CameraSources
{
    /// <exception cref="DeviceException">No kind of source goes by such a string.</exception>
    public static ICameraSource Open(CameraSettings settings, TimeProvider time)
    {
        var source = settings.Source;
        if (source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return new HttpCamera(settings, time);
        }

        if (source.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase))
        {
            return new RtspCamera(settings, time);
        }

        if (source.StartsWith("bambu://", StringComparison.OrdinalIgnoreCase))
        {
            return new BambuCamera(settings, time);
        }

        if (IsFoundAtPrinter(source))
        {
            return new PrinterCamera(settings, time);
        }

        if (source.StartsWith("prusalink://", StringComparison.OrdinalIgnoreCase))
        {
            return new HttpCamera(settings with { Source = PrusaLinkSnap.AddressOf(source) }, time);
        }

        if (SourceKind.IsDevice(source))
        {
            return new VideoDevice(settings, time);
        }

        if (!SourceKind.IsFootage(source))
        {
            throw new DeviceException($"'{settings.SourceText}' is no source this agent knows; expected http(s)://, rtsp(s)://, bambu://, moonraker://, octoprint://, prusalink://, /dev/videoN, a video file or a folder of images");
        }

        return Directory.Exists(source) ? new ImageFolder(settings, time) : new VideoFile(settings, time);
    }

    /// <summary>
    /// How long a source may give neither a picture nor an error; null for footage, which waits for whoever scores it. A source
    /// of single pictures may pause for an interval before it asks for the next, and a printer is asked for its camera first.
    /// </summary>
    public static TimeSpan? LongestSilence(CameraSettings settings) =>
        SourceKind.IsFootage(settings.Source) ? null
        : settings.Interval + (IsFoundAtPrinter(settings.Source) ? 2 : 1) * settings.Timeout;

    private static bool IsFoundAtPrinter(string source) =>
        source.StartsWith("moonraker://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("octoprint://", StringComparison.OrdinalIgnoreCase);
}
