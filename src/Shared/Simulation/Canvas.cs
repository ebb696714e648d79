using System.Numerics;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Draws world geometry onto an image of twice the frame's size, which the sensor averages down: cheap and free of jagged edges.</summary>
internal sealed class Canvas(Mat image, CameraPose camera)
{
    public const int Width = 1280;
    public const int Height = 960;

    // OpenCV takes coordinates in fixed point; four bits keep the thin bands of layers from beating against the pixel grid.
    private const int Fraction = 4;

    public Mat Image => image;

    public CameraPose Camera => camera;

    public void Fill(ReadOnlySpan<Vector3> corners, Vector3 colour) => Cv2.FillPoly(image, [Project(corners)], Bgr(colour), LineTypes.Link8, Fraction);

    public void Quad(Vector3 a, Vector3 b, Vector3 c, Vector3 d, Vector3 colour) =>
        Cv2.FillConvexPoly(image, [Pixel(a), Pixel(b), Pixel(c), Pixel(d)], Bgr(colour), LineTypes.Link8, Fraction);

    /// <summary>Draws a path whose width is given in millimetres at its first point, at least one pixel of the frame.</summary>
    public void Path(ReadOnlySpan<Vector3> points, Vector3 colour, float width, bool closed = false)
    {
        var thickness = Math.Clamp((int)MathF.Round(width * camera.Scale(points[0]) * Width), 2, 60);
        Cv2.Polylines(image, [Project(points)], closed, Bgr(colour), thickness, LineTypes.Link8, Fraction);
    }

    public void Box(Vector3 low, Vector3 high, Vector3 colour)
    {
        Vector3 a = low, b = low with { X = high.X }, c = high with { Z = low.Z }, d = low with { Y = high.Y };
        var lift = Vector3.UnitZ * (high.Z - low.Z);
        Span<(Vector3 From, Vector3 To, float Shade)> sides = [(a, b, 0.75f), (b, c, 0.6f), (c, d, 0.5f), (d, a, 0.85f)];
        foreach (var (from, to, shade) in sides)
        {
            var along = to - from;
            if (camera.Faces(from, new Vector2(along.Y, -along.X)))
            {
                Quad(from, to, to + lift, from + lift, colour * shade);
            }
        }

        if (camera.Position.Z > high.Z)
        {
            Quad(a + lift, b + lift, c + lift, d + lift, colour);
        }
        else if (camera.Position.Z < low.Z)
        {
            Quad(a, b, c, d, colour * 0.4f);
        }
    }

    private Point[] Project(ReadOnlySpan<Vector3> points)
    {
        var pixels = new Point[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            pixels[i] = Pixel(points[i]);
        }

        return pixels;
    }

    private Point Pixel(Vector3 point)
    {
        var at = camera.Project(point);
        var x = Math.Clamp(at.X * Width + Width / 2f, -4000, 4000);
        var y = Math.Clamp(at.Y * Width + Height / 2f, -4000, 4000);
        return new Point((int)MathF.Round(x * (1 << Fraction)), (int)MathF.Round(y * (1 << Fraction)));
    }

    private static Scalar Bgr(Vector3 colour) => new(
        Math.Clamp(colour.X, 0, 255), Math.Clamp(colour.Y, 0, 255), Math.Clamp(colour.Z, 0, 255));
}
