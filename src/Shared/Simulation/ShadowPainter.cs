using System.Numerics;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Darkens the bed where the part and the head stand in the light.</summary>
internal sealed class ShadowPainter(PrintScene scene, Mat bright) : IDisposable
{
    private readonly Mat _dark = bright * 0.62;
    private readonly Mat _mask = new(Canvas.Height, Canvas.Width, MatType.CV_8UC1);

    public void Paint(Canvas canvas, Progress progress)
    {
        _mask.SetTo(Scalar.Black);
        var mask = new Canvas(_mask, scene.Camera);
        var top = progress.TopLayer * scene.LayerHeight;
        foreach (var body in scene.Shape.Bodies)
        {
            Cast(mask, body.Outline(body.From), body.From * scene.Shape.Height, MathF.Min(top, body.To * scene.Shape.Height));
        }

        var tip = progress.Nozzle;
        var under = new Vector2(tip.X, tip.Y);
        Cast(mask, [under + new Vector2(-16, -9), under + new Vector2(16, -9), under + new Vector2(16, 18), under + new Vector2(-16, 18)],
            tip.Z + HeadPainter.Clearance, tip.Z + HeadPainter.Clearance + 28);
        _dark.CopyTo(canvas.Image, _mask);
    }

    public void Dispose()
    {
        _dark.Dispose();
        _mask.Dispose();
    }

    private void Cast(Canvas mask, Vector2[] outline, float low, float high)
    {
        if (high <= low)
        {
            return;
        }

        // The shadow of an upright prism is the hull of its outline thrown from the bottom and from the top.
        var thrown = new List<Point2f>();
        foreach (var corner in outline)
        {
            thrown.Add(Throw(corner, low));
            thrown.Add(Throw(corner, high));
        }

        Span<Vector3> hull = Cv2.ConvexHull(thrown).Select(p => new Vector3(p.X, p.Y, 0)).ToArray();
        mask.Fill(hull, new Vector3(255));
    }

    private Point2f Throw(Vector2 corner, float height)
    {
        var reach = MathF.Min(height / scene.Light.Z, 200);
        return new Point2f(
            Math.Clamp(corner.X - scene.Light.X * reach, -112, 112), Math.Clamp(corner.Y - scene.Light.Y * reach, -112, 112));
    }
}
