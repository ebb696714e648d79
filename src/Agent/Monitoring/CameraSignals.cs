using Defects.Agent.Cameras;

namespace Defects.Agent.Monitoring;

/// <summary>The signals of the configured cameras.</summary>
internal sealed class CameraSignals(CameraDirectory directory) : ICameraSignals
{
    private readonly Dictionary<CameraKey, Camera> _cameras = directory.Cameras.ToDictionary(camera => camera.Key);

    public CameraSignal Of(CameraKey camera)
    {
        var status = _cameras[camera].Status;
        return new CameraSignal(status.LastFrameAt, status.Connected ? null : status.LastError);
    }
}
