using Defects.Agent.Cameras;

namespace Defects.Agent.Adaptation;

/// <summary>Tells what is in force.</summary>
internal interface IAdaptedCameras
{
    /// <returns>What was fitted, refused or not; null where nothing was.</returns>
    AdaptationRecord? Of(CameraKey camera);
}
