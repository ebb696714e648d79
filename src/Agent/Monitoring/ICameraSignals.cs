using Defects.Agent.Cameras;

namespace Defects.Agent.Monitoring;

/// <summary>Where the view of the farm learns what the cameras have delivered.</summary>
internal interface ICameraSignals
{
    CameraSignal Of(CameraKey camera);
}
