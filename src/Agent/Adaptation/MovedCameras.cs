using System.Collections.Concurrent;
using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Inference;

namespace Defects.Agent.Adaptation;

/// <summary>
/// Cameras that were moved, until their frames are put aside. What is known of one holds for another place: from the very next frame on it is
/// not applied any more. Whether frames lie on disk to which nothing is fitted now is not for the thread that scores to look.
/// </summary>
internal sealed class MovedCameras(CameraAdaptations adaptations) : IScoredFrameObserver
{
    private readonly ConcurrentDictionary<CameraKey, DateTimeOffset> _since = new();

    public void OnScored(in ScoredFrame frame)
    {
        if (frame.Fault != CameraFault.Moved)
        {
            return;
        }

        _since[frame.Camera] = frame.FaultSince;

        // Frames that all were taken after the move are of the new place.
        if (adaptations.Of(frame.Camera) is { } record && frame.FaultSince > record.Since)
        {
            adaptations.Drop(frame.Camera);
        }
    }

    /// <summary>Puts the frames of a camera aside that were taken before it was moved.</summary>
    /// <returns>Whether they were; <paramref name="aside"/> is the folder they went to, null where there was nothing.</returns>
    public bool PutAside(CameraKey camera, ReferenceFolder folder, DateTimeOffset now, out string? aside)
    {
        aside = null;
        if (!_since.TryGetValue(camera, out var moved) || !(folder.Since < moved))
        {
            return false;
        }

        aside = folder.PutAside(now);

        // Frames of before that are put back by hand are somebody's word that it stands there again.
        _since.TryRemove(KeyValuePair.Create(camera, moved));
        return true;
    }
}
