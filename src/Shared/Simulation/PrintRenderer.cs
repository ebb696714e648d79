using Defects.Shared.Classes;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Renders what the bed camera of a simulated print sees at any time, in any order. Not thread-safe.</summary>
public sealed class PrintRenderer : IDisposable
{
    private readonly PrintScene _scene;
    private readonly Mat _backdrop = new(Canvas.Height, Canvas.Width, MatType.CV_8UC3);
    private readonly Mat _image = new(Canvas.Height, Canvas.Width, MatType.CV_8UC3);
    private readonly Canvas _canvas;
    private readonly ShadowPainter _shadows;
    private readonly SensorModel _sensor;

    public PrintRenderer(SimulatedPrint print)
    {
        _scene = new PrintScene(print);
        new BackdropPainter(_scene).Paint(new Canvas(_backdrop, _scene.Camera));
        _canvas = new Canvas(_image, _scene.Camera);
        _shadows = new ShadowPainter(_scene, _backdrop);
        _sensor = new SensorModel(_scene);
    }

    public SimulatedFrame Render(TimeSpan time)
    {
        var progress = Progress.At(_scene, time);
        _backdrop.CopyTo(_image);
        _shadows.Paint(_canvas, progress);
        var walls = new WallPainter(_scene);
        var strings = new StringPainter(_scene);
        for (var layer = 0; layer < progress.TopLayer; layer++)
        {
            walls.Paint(_canvas, progress, layer);
            strings.Paint(_canvas, progress, layer);
        }

        new SpaghettiPainter(_scene).Paint(_canvas, progress);
        new HeadPainter(_scene).Paint(_canvas, progress);
        return new SimulatedFrame(time, _scene.Failing(time) ? _scene.Print.Failure : DefectClass.Good, _sensor.Expose(_image, time));
    }

    public void Dispose()
    {
        _sensor.Dispose();
        _shadows.Dispose();
        _image.Dispose();
        _backdrop.Dispose();
    }
}
