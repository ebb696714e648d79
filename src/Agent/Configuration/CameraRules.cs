using Defects.Shared.Imaging;

namespace Defects.Agent.Configuration;

/// <summary>What a camera's values must be beyond each being allowed by itself.</summary>
internal static class CameraRules
{
    private static readonly string[] StreamSchemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, "rtsp", "rtsps", "bambu", "moonraker", "octoprint", "prusalink"];

    /// <param name="key">Where the camera stands in the configuration.</param>
    /// <param name="camera">With the defaults merged into it.</param>
    /// <param name="defaults">Checked already: what came from there is not told again.</param>
    /// <param name="isArmed">What it shows may pause a printer.</param>
    public static void Check(string key, CameraOptions camera, CameraOptions defaults, bool isArmed, ConfigurationValues values)
    {
        CheckSource($"{key}:source", camera.Source, isArmed, values);
        if (camera is { AsFastAsPossible: true, Source: { Length: > 0 } source } && !SourceKind.IsFootage(source))
        {
            values.Refuse($"{key}:asFastAsPossible", "false, since the source is no video file or folder: of a camera that goes on, every frame would be scored");
        }

        values.RequireFile($"{key}:credentialsFile", camera.CredentialsFile);
        CheckView(key, camera, defaults, values);
    }

    public static void CheckView(string key, CameraOptions camera, CameraOptions defaults, ConfigurationValues values)
    {
        if (camera.Crop is { } crop && crop != defaults.Crop && FrameArea.Parse(crop) is null)
        {
            values.Refuse($"{key}:crop", FrameArea.Form);
        }

        foreach (var (name, mask) in camera.Masks == defaults.Masks ? [] : camera.Masks ?? [])
        {
            if (FramePolygon.Parse(mask) is null)
            {
                values.Refuse($"{key}:masks:{name}", FramePolygon.Form);
            }
        }
    }

    private static void CheckSource(string key, string? source, bool isArmed, ConfigurationValues values)
    {
        const string kinds = "http://, https://, rtsp://, rtsps://, bambu://, moonraker://, octoprint://, prusalink://, a device such as /dev/video0, or the path of a video file or of a folder of images";
        if (string.IsNullOrEmpty(source))
        {
            values.Refuse(key, kinds);
        }
        else if (source.Contains("://", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || !StreamSchemes.Contains(address.Scheme))
            {
                values.Refuse(key, kinds);
            }
            else if (address.UserInfo.Length > 0)
            {
                values.Refuse(key, "an address without user and password; put user:password into a file and name it as credentialsFile");
            }
        }
        else if (source.Contains(':', StringComparison.Ordinal) && source.IndexOf(':', StringComparison.Ordinal) < source.LastIndexOf('@'))
        {
            values.Refuse(key, "an address that begins with its scheme, such as http:// or rtsp://, its user:password in a file that is named as credentialsFile; or a path without an @ behind a colon");
        }
        else if (isArmed && SourceKind.IsFootage(source))
        {
            values.Refuse(key, "a camera, since the printer is armed and a file or folder does not show what it does now");
        }
    }
}
