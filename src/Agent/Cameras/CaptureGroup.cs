namespace Defects.Agent.Cameras;

/// <summary>
/// The cameras that show one source, which is read once for all of them: many cameras serve one client at a time, and two
/// printers may stand before one lens, each with a crop of its own.
/// </summary>
/// <param name="Settings">How the source is read: as often as the most frequent of the cameras wants it.</param>
/// <param name="Cameras">One or more.</param>
internal sealed record CaptureGroup(CameraSettings Settings, IReadOnlyList<Camera> Cameras)
{
    public string Name => string.Join(", ", Cameras.Select(camera => camera.Key));

    public static IReadOnlyList<CaptureGroup> Of(IEnumerable<Camera> cameras) =>
    [
        .. cameras.GroupBy(KeyOf).Select(group => new CaptureGroup(
            group.First().Settings with
            {
                Interval = group.Min(camera => camera.Settings.Interval),
                Timeout = group.Min(camera => camera.Settings.Timeout),
            },
            [.. group])),
    ];

    /// <summary>The same cameras read in the same way.</summary>
    public bool IsSameAs(CaptureGroup other) => Cameras.SequenceEqual(other.Cameras);

    // Footage runs at the pace of who looks at it, so each has a copy of its own.
    private static object KeyOf(Camera camera) => CameraSources.LongestSilence(camera.Settings) is null
        ? camera.Key
        : (camera.Settings.Source, camera.Settings.CredentialsFile, camera.Settings.HardwareDecoding);
}
