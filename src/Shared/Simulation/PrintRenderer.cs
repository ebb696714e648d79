using Defects.Shared.Classes;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Renders what the bed camera of a simulated print sees at any time, in any order. Not thread-safe.</summary>
public sealed class PrintRenderer(SimulatedPrint print) : IDisposable
{
    public SimulatedFrame Render(TimeSpan time)
    {
        using var frame = new Mat(480, 640, MatType.CV_8UC3, new Scalar(90, 90, 90));
        Cv2.ImEncode(".jpg", frame, out var jpeg);
        return new SimulatedFrame(time, time >= print.Onset ? print.Failure : DefectClass.Good, jpeg);
    }

    public void Dispose()
    {
    }
}
