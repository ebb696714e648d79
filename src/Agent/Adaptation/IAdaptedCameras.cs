using Defects.Agent.Cameras;

namespace Defects.Agent.Adaptation;

/// <summary>Tells what is in force.</summary>
internal interface IAdaptedCameras
{
    /// <returns>Null where a camera is not adapted.</returns>
    AdaptationRecord? Of(CameraKey camera);
}
