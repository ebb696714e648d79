using Defects.Shared.Classes;
using Defects.Shared.Imaging;
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

    /// <exception cref="ArgumentException">The print's strength or duration is out of range.</exception>
    public PrintRenderer(SimulatedPrint print)
    {
        _scene = new PrintScene(print);
        new BackdropPainter(_scene).Paint(new Canvas(_backdrop, _scene.Camera));
        _canvas = new Canvas(_image, _scene.Camera);
        _shadows = new ShadowPainter(_scene, _backdrop);
        _sensor = new SensorModel(_scene, _backdrop);
    }

    /// <param name="time">Print time, zero or more; after the print's duration the part stands finished and the head is parked.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is before the print.</exception>
    public SimulatedFrame Render(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Paint(Progress.At(_scene, time));
        return new SimulatedFrame(time, _scene.Failing(time) ? _scene.Print.Failure : DefectClass.Good, _sensor.Expose(_image, time));
    }

    /// <summary>The very same frame, head and noise included, without what the failure draws: the two differ by the defect alone.</summary>
    public SimulatedFrame RenderWithoutDefect(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Paint(WithoutDefect(Progress.At(_scene, time)));
        return new SimulatedFrame(time, DefectClass.Good, _sensor.Expose(_image, time));
    }

    /// <summary>
    /// The pixels of the frame that the failure changes, before lens and noise: what is hidden behind the head or has hardly
    /// begun counts for nothing.
    /// </summary>
    public DefectExtent VisibleDefect(TimeSpan time)
    {
        var progress = Progress.At(_scene, time);
        Paint(progress);
        using var failed = _image.Clone();
        Paint(WithoutDefect(progress));
        using var difference = new Mat();
        Cv2.Absdiff(failed, _image, difference);
        using var grey = difference.CvtColor(ColorConversionCodes.BGR2GRAY);
        using var changed = grey.GreaterThan(12).ToMat();
        const double Pixels = Canvas.Width * Canvas.Height;
        var share = Cv2.CountNonZero(changed) / Pixels;
        var box = Cv2.BoundingRect(changed);
        return new DefectExtent(share, share == 0 ? null : new DefectBox(
            (double)box.X / Canvas.Width, (double)box.Y / Canvas.Height, (double)box.Width / Canvas.Width, (double)box.Height / Canvas.Height));
    }

    private static Progress WithoutDefect(Progress progress) => progress with { OnsetLayer = int.MaxValue, Growth = 0 };

    private void Paint(Progress progress)
    {
        _backdrop.CopyTo(_image);
        _shadows.Paint(_canvas, progress);
        var walls = new WallPainter(_scene);
        var strings = new StringPainter(_scene);
        // Above and below the height of the camera, what is nearer to that height hides what is farther from it.
        foreach (var layer in Enumerable.Range(0, progress.TopLayer).OrderByDescending(l => MathF.Abs(l * _scene.LayerHeight - _scene.Camera.Position.Z)))
        {
            var bodies = _scene.BodiesAt(layer);
            for (var i = 0; i < bodies.Count; i++)
            {
                strings.Paint(_canvas, progress, bodies[i], bodies.Take(i), layer);
                walls.Paint(_canvas, progress, bodies[i], layer);
            }
        }

        new SpaghettiPainter(_scene).Paint(_canvas, progress);
        new HeadPainter(_scene).Paint(_canvas, progress);
    }

    public void Dispose()
    {
        _sensor.Dispose();
        _shadows.Dispose();
        _image.Dispose();
        _backdrop.Dispose();
    }
}
