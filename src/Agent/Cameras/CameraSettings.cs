using Defects.Agent.Configuration;

namespace Defects.Agent.Cameras;

/// <summary>A camera's options with every silence filled in: by the defaults first, then by the built-in value.</summary>
/// <param name="Source">As configured; may hold a password, so only <see cref="SourceText"/> is ever shown.</param>
public sealed record CameraSettings(
    string Source, TimeSpan Interval, TimeSpan Timeout, string? CredentialsFile, bool AsFastAsPossible, bool Loop)
{
    /// <summary>The source without secrets, for logs and status.</summary>
    public string SourceText => HttpAddress.Redact(Source);

    /// <exception cref="ArgumentException">No source is configured; validation says so before anything starts.</exception>
    public static CameraSettings Resolve(CameraOptions camera, CameraOptions defaults) => new(
        camera.Source ?? defaults.Source ?? throw new ArgumentException("The camera has no source.", nameof(camera)),
        camera.Interval ?? defaults.Interval ?? TimeSpan.FromSeconds(1),
        camera.Timeout ?? defaults.Timeout ?? TimeSpan.FromSeconds(10),
        camera.CredentialsFile ?? defaults.CredentialsFile,
        camera.AsFastAsPossible ?? defaults.AsFastAsPossible ?? false,
        camera.Loop ?? defaults.Loop ?? true);

    // The source may hold a password, and records print all they have.
    public override string ToString() => SourceText;
}
