using Defects.Agent.Configuration;

namespace Defects.Agent.Cameras;

/// <summary>Every configured camera, in the order of printer and camera id.</summary>
internal sealed class CameraDirectory
{
    public CameraDirectory(AgentOptions options, FrameSignal signal, TimeProvider time)
    {
        Cameras =
        [
            .. from printer in options.Printers
               from camera in printer.Value.Cameras
               let key = new CameraKey(printer.Key, camera.Key)
               orderby key.Printer, key.Camera
               select new Camera(key, CameraSettings.Of(camera.Value), signal, time),
        ];
    }

    public IReadOnlyList<Camera> Cameras { get; }
}
