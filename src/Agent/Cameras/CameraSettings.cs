using Defects.Agent.Devices;
using Defects.Agent.Configuration;
using Defects.Shared.Imaging;

namespace Defects.Agent.Cameras;

/// <summary>A camera's options with nothing left open.</summary>
/// <param name="Source">As configured; may hold a password, so only <see cref="SourceText"/> is ever shown.</param>
internal sealed record CameraSettings(
    string Source, TimeSpan Interval, TimeSpan Timeout, string? CredentialsFile, bool HardwareDecoding, bool AsFastAsPossible, bool Loop)
{
    /// <summary>How its pictures are looked at.</summary>
    public FrameView View { get; init; } = FrameView.Whole;

    /// <summary>The configuration says how the camera hangs, whatever its printer says.</summary>
    public bool IsOriented { get; init; }

    /// <summary>The source without secrets, for logs and status.</summary>
    public string SourceText => DeviceAddress.Redact(Source);

    /// <exception cref="ArgumentException">No source is configured; validation says so before anything starts.</exception>
    public static CameraSettings Of(CameraOptions camera)
    {
        var whole = camera.Over(new CameraOptions());
        return new CameraSettings(
            whole.Source ?? throw new ArgumentException("The camera has no source.", nameof(camera)),
            whole.Interval!.Value,
            whole.Timeout!.Value,
            whole.CredentialsFile,
            whole.HardwareDecoding!.Value,
            whole.AsFastAsPossible!.Value,
            whole.Loop!.Value)
        {
            View = whole.View,
            IsOriented = whole.Rotate is not null || whole.FlipHorizontal is not null || whole.FlipVertical is not null,
        };
    }

    // The source may hold a password, and records print all they have.
    public override string ToString() => SourceText;
}
