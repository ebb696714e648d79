using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>The part of a frame that another camera would have shown: crop, mirror, rotation and perspective as one quadrilateral.</summary>
/// <param name="Corners">In pixels of the frame; they become the corners of the new one, clockwise from the top left.</param>
/// <param name="Size">Of the new frame.</param>
internal sealed record Viewpoint(Point2f[] Corners, Size Size)
{
    /// <summary>At least this share of one box must stay in sight, or the label would be a lie.</summary>
    public const double LeastInSight = 0.5;

    private const int Attempts = 8;

    /// <param name="boxes">Where the defect is; where there are any, enough of one of them stays in sight.</param>
    public static Viewpoint Draw(Size frame, AugmentationAmounts amounts, IReadOnlyList<DefectBox> boxes, Random random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var drawn = Draw(frame, amounts, random);
            if (boxes.Count == 0 || boxes.Any(box => drawn.Shows(frame, box) >= LeastInSight))
            {
                return drawn;
            }
        }

        return Draw(frame, new AugmentationAmounts(), random);
    }

    /// <summary>Interpolates the pixels once; what lies outside the frame is its mirror image.</summary>
    /// <param name="scale">Of the new frame to what it shows of the old one, 0.5 to 1: between four pixels none is skipped.</param>
    public Mat Of(Mat frame, double scale)
    {
        var size = new Size(Math.Max(1, (int)Math.Round(Size.Width * scale)), Math.Max(1, (int)Math.Round(Size.Height * scale)));
        Point2f[] to = [new(0, 0), new(size.Width, 0), new(size.Width, size.Height), new(0, size.Height)];
        using var transform = Cv2.GetPerspectiveTransform(Corners, to);
        var seen = new Mat();
        Cv2.WarpPerspective(frame, seen, transform, size, InterpolationFlags.Linear, BorderTypes.Reflect101);
        return seen;
    }

    /// <summary>The share of a box's area that is in sight.</summary>
    public double Shows(Size frame, DefectBox box)
    {
        var (left, top) = ((float)(box.X * frame.Width), (float)(box.Y * frame.Height));
        var (right, bottom) = ((float)((box.X + box.Width) * frame.Width), (float)((box.Y + box.Height) * frame.Height));
        Point2f[] outline = [new(left, top), new(right, top), new(right, bottom), new(left, bottom)];
        return Cv2.IntersectConvexConvex(Corners, outline, out _) / ((right - left) * (bottom - top));
    }

    private static Viewpoint Draw(Size frame, AugmentationAmounts amounts, Random random)
    {
        double Signed() => 2 * random.NextDouble() - 1;
        var kept = 1 - amounts.Crop * random.NextDouble();
        var (width, height) = (frame.Width * kept, frame.Height * kept);
        var centre = new Point2d(
            frame.Width / 2.0 + (frame.Width - width) * (random.NextDouble() - 0.5),
            frame.Height / 2.0 + (frame.Height - height) * (random.NextDouble() - 0.5));
        var (sin, cos) = Math.SinCos(amounts.RotationDegrees * Signed() * Math.PI / 180);
        var mirror = random.Next(2) == 0 ? 1 : -1;

        Point2f Corner(int x, int y)
        {
            var dx = mirror * x * width / 2 * (1 + amounts.Perspective * Signed());
            var dy = y * height / 2 * (1 + amounts.Perspective * Signed());
            return new Point2f((float)(centre.X + cos * dx - sin * dy), (float)(centre.Y + sin * dx + cos * dy));
        }

        return new Viewpoint(
            [Corner(-1, -1), Corner(1, -1), Corner(1, 1), Corner(-1, 1)],
            new Size(Math.Max(1, (int)Math.Round(width)), Math.Max(1, (int)Math.Round(height))));
    }
}
