using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>The signals of the configured cameras.</summary>
internal sealed class CameraSignals(CameraDirectory directory) : ICameraSignals
{
    /// <summary>A camera that was taken out of the configuration a moment ago has none.</summary>
    public CameraSignal Of(CameraKey camera)
    {
        if (directory.Find(camera) is not { } found)
        {
            return new CameraSignal(null, null);
        }

        var (status, quality) = (found.Status, found.Quality);
        return new CameraSignal(
            status.LastFrameAt, ErrorOf(status), quality.Fault is { } fault ? (ReasonOf(fault), quality.Since) : null, status.Scored);
    }

    private static string? ErrorOf(CameraStatus status) =>
        !status.Connected ? status.LastError
        : status.UndecodableInARow > 0
            ? $"pictures come and the last {status.UndecodableInARow} cannot be decoded: were they cut off, or larger than 50 megapixels?"
            : null;

    private static BlindReason ReasonOf(CameraFault fault) => fault switch
    {
        CameraFault.Dark => BlindReason.Dark,
        CameraFault.Overexposed => BlindReason.Overexposed,
        CameraFault.Covered => BlindReason.Covered,
        CameraFault.Blurred => BlindReason.Blurred,
        CameraFault.Frozen => BlindReason.Frozen,
        CameraFault.Moved => BlindReason.Moved,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
    };
}
