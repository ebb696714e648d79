using Defects.Agent.Cameras;

namespace Defects.Agent.Monitoring;

/// <summary>Where the view of the farm learns what the cameras have delivered.</summary>
public interface ICameraSignals
{
    CameraSignal Of(CameraKey camera);
}
