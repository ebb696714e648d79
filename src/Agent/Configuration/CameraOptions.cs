using System.ComponentModel.DataAnnotations;
using Defects.Shared.Imaging;

namespace Defects.Agent.Configuration;

/// <summary>One camera. Null means: as the defaults say, and where they are silent too, as the built-in value says.</summary>
internal sealed record CameraOptions
{
    internal static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Where frames come from: <c>http(s)://...</c> (MJPEG or snapshot, told apart by the answer), <c>rtsp(s)://...</c>,
    /// <c>bambu://HOST</c>, <c>moonraker://HOST[:PORT][/NAME]</c>, <c>octoprint://HOST[:PORT][/NAME]</c>,
    /// <c>prusalink://HOST[:PORT][/ID]</c>, <c>/dev/video0</c>, or the path of a video file or a folder of images to replay.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Time between two scored frames.</summary>
    /// <value>Default: 1 s. Range: 20 ms to 10 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.020", "00:10:00")]
    public TimeSpan? Interval { get; init; }

    /// <summary>Longest wait for a connection, or for the next frame of an open stream.</summary>
    /// <value>Default: 10 s. Range: 100 ms to 5 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan? Timeout { get; init; }

    /// <summary>File whose first line is <c>user:password</c>, for HTTP, RTSP and Bambu.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>For RTSP: let FFmpeg decode on the GPU or the video engine where it finds one.</summary>
    /// <value>Default: false.</value>
    public bool? HardwareDecoding { get; init; }

    /// <summary>For replay: true takes frames as fast as they are scored, false at the footage's own pace.</summary>
    /// <value>Default: false.</value>
    public bool? AsFastAsPossible { get; init; }

    /// <summary>For replay: begin again at the end.</summary>
    /// <value>Default: true.</value>
    public bool? Loop { get; init; }

    /// <summary>Turns the picture clockwise, in degrees.</summary>
    /// <value>Default: 0, or where none of the three is said what the printer says of its camera. One of 0, 90, 180, 270.</value>
    [AllowedValues(0, 90, 180, 270)]
    public int? Rotate { get; init; }

    /// <summary>Mirrors the turned picture: left becomes right.</summary>
    /// <value>Default: false.</value>
    public bool? FlipHorizontal { get; init; }

    /// <summary>Mirrors the turned picture: top becomes bottom.</summary>
    /// <value>Default: false.</value>
    public bool? FlipVertical { get; init; }

    /// <summary>The part of the turned and mirrored picture that is looked at: <c>left,top,right,bottom</c> in shares of it.</summary>
    /// <value>Default: all of it.</value>
    public string? Crop { get; init; }

    /// <summary>
    /// Places that are never looked at, by a name of their own: corners <c>x,y x,y x,y</c> in shares of the turned and mirrored,
    /// not yet cropped picture. Painted over with the picture's mean colour.
    /// </summary>
    public Dictionary<string, string>? Masks { get; init; }

    /// <summary>How the picture is looked at. Checked before: what is no crop or mask is left out.</summary>
    internal FrameView View => new()
    {
        Turn = Rotate ?? 0,
        FlipHorizontal = FlipHorizontal ?? false,
        FlipVertical = FlipVertical ?? false,
        Crop = Crop is { } crop ? FrameArea.Parse(crop) : null,
        Masks = [.. (Masks ?? []).OrderBy(mask => mask.Key, StringComparer.Ordinal).Select(mask => FramePolygon.Parse(mask.Value)).OfType<FramePolygon>()],
    };

    /// <summary>This camera with nothing left open but the source: the one place where defaults and built-in values come in.</summary>
    internal CameraOptions Over(CameraOptions defaults) => new()
    {
        Source = Source ?? defaults.Source,
        Interval = Interval ?? defaults.Interval ?? DefaultInterval,
        Timeout = Timeout ?? defaults.Timeout ?? TimeSpan.FromSeconds(10),
        CredentialsFile = CredentialsFile ?? defaults.CredentialsFile,
        HardwareDecoding = HardwareDecoding ?? defaults.HardwareDecoding ?? false,
        AsFastAsPossible = AsFastAsPossible ?? defaults.AsFastAsPossible ?? false,
        Loop = Loop ?? defaults.Loop ?? true,
        Rotate = Rotate ?? defaults.Rotate,
        FlipHorizontal = FlipHorizontal ?? defaults.FlipHorizontal,
        FlipVertical = FlipVertical ?? defaults.FlipVertical,
        Crop = Crop ?? defaults.Crop,
        Masks = Masks ?? defaults.Masks,
    };
}
