using Defects.Agent.Cameras;
using Defects.Agent.Printers;
using Defects.Shared.Adaptation;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Adaptation.Collection;

/// <summary>Holds the frames that wait to what is known of their prints. Asked again and again; of what was missed nothing depends.</summary>
internal sealed partial class PendingKeeper(IPrintTrust prints, FrameCollector collector, ILogger<PendingKeeper> logger)
{
    private readonly HashSet<CameraKey> _failing = [];

    /// <summary>Frames of a print that was good enter the camera's reference; those of one that has lost its trust go.</summary>
    /// <returns>Whether the reference holds frames now that it did not hold before.</returns>
    public bool Settle(Camera camera, ReferenceFolder reference)
    {
        var hasGrown = false;
        try
        {
            foreach (var pending in PendingFrames.At(reference))
            {
                hasGrown |= Settle(camera, reference, pending, prints.TrustOf(camera.Key.Printer) ?? PrintTrust.None);
            }

            _failing.Remove(camera.Key);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // One that is written at this moment is gone at the next look.
            if (_failing.Add(camera.Key))
            {
                LogFailed(logger, camera.Key, e.Message);
            }
        }

        return hasGrown;
    }

    private bool Settle(Camera camera, ReferenceFolder reference, PendingFrames pending, PrintTrust trust)
    {
        if (collector.MovedAt(camera.Key) is { } moved)
        {
            pending.DropUntil(moved);
        }

        var count = pending.Count;
        if (!IsOf(trust.Good))
        {
            if (!IsOf(trust.Print))
            {
                pending.Delete();
                LogDropped(logger, camera.Key, count, trust.Lost ?? "it is not the print that was seen from its beginning");
            }
        }
        else if (count < CameraAdaptation.LeastFrames)
        {
            // So few would not be fitted to, and might lie there until the camera is turned.
            pending.Delete();
            LogDropped(logger, camera.Key, count, "too few to be fitted to");
        }
        else
        {
            pending.MoveInto(reference);
            LogTaken(logger, camera.Key, count, trust.Good!.Value);
            return true;
        }

        return false;

        bool IsOf(DateTimeOffset? print) => print is { } began && pending == PendingFrames.Of(reference, began, camera.Settings);
    }

    [LoggerMessage(LogLevel.Information, "{Camera}: {Count} frames of the print that began at {Began:u} are reference frames now")]
    private static partial void LogTaken(ILogger logger, CameraKey camera, int count, DateTimeOffset began);

    [LoggerMessage(LogLevel.Information, "{Camera}: {Count} frames of a print are not taken for good and deleted: {Why}")]
    private static partial void LogDropped(ILogger logger, CameraKey camera, int count, string why);

    [LoggerMessage(LogLevel.Warning, "{Camera}: frames that wait for the end of their print cannot be moved or deleted: {Reason}; trying on, and quiet about it until they can")]
    private static partial void LogFailed(ILogger logger, CameraKey camera, string reason);
}
