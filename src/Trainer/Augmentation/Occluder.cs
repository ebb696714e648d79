using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// Something between camera and print: a print head from above, a hand or a tool from a side, clutter in a corner. Drawn plain, with a
/// little shading: what it shall teach is that a shape in the way says nothing about the print.
/// </summary>
internal static class Occluder
{
    /// <summary>At most so much of every box is covered, or the label would be a lie.</summary>
    public const double MostOfABox = 0.3;

    private const int Attempts = 8;

    // Of the shorter side.
    private const double Smallest = 0.12;
    private const double Largest = 0.4;

    private static readonly Scalar Skin = new(120, 150, 200);

    /// <param name="frame">8-bit BGR; untouched.</param>
    /// <param name="boxes">Where the defect is, as fractions of the frame; none where nobody knows.</param>
    /// <returns>A new frame with something in the way, or a copy where there is no room for it.</returns>
    public static Mat Over(Mat frame, IReadOnlyList<DefectBox> boxes, int seed)
    {
        var random = new Random(seed);
        var covered = frame.Clone();

        // Where nobody knows, something is spared all the same: else a thing in the way would be larger or nearer to the middle for some classes.
        var standIn = StandIn(random);
        boxes = boxes.Count > 0 ? boxes : [standIn];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var outline = Outline(frame.Size(), random, out var colour);
            using var mask = new Mat(frame.Size(), MatType.CV_8UC1, Scalar.All(0));
            Cv2.FillPoly(mask, [outline], Scalar.All(255));
            if (boxes.All(box => Covered(mask, box) <= MostOfABox))
            {
                Paint(covered, mask, colour, random);
                break;
            }
        }

        return covered;
    }

    private static DefectBox StandIn(Random random)
    {
        var (width, height) = (0.2 + 0.3 * random.NextDouble(), 0.2 + 0.3 * random.NextDouble());
        return new DefectBox((1 - width) * random.NextDouble(), (1 - height) * random.NextDouble(), width, height);
    }

    private static Point[] Outline(Size frame, Random random, out Scalar colour)
    {
        var shorter = Math.Min(frame.Width, frame.Height);
        double Length() => shorter * (Smallest + (Largest - Smallest) * random.NextDouble());
        var (width, height) = (Length(), Length());
        switch (random.Next(3))
        {
            case 0:
                // A head hangs on its gantry: from the upper edge down.
                colour = Scalar.All(random.Next(20, 110));
                var left = random.NextDouble() * (frame.Width - width);
                return Corners(left, 0, left + width, height * 1.4, width * 0.15 * random.NextDouble());
            case 1:
                colour = random.Next(2) == 0 ? Skin.Mul(Scalar.All(0.6 + 0.5 * random.NextDouble())) : Scalar.All(random.Next(30, 200));
                return Arm(frame, width, random);
            default:
                colour = new Scalar(random.Next(20, 235), random.Next(20, 235), random.Next(20, 235));
                var (x, y) = (random.Next(2) * frame.Width, random.Next(2) * frame.Height);
                return Corners(x - width, y - height, x + width, y + height, width * 0.3 * random.NextDouble());
        }
    }

    /// <summary>A long ellipse that comes in from a side.</summary>
    private static Point[] Arm(Size frame, double width, Random random)
    {
        var fromLeft = random.Next(2) == 0;
        var reach = frame.Width * (0.2 + 0.35 * random.NextDouble());
        var tip = new Point2d(fromLeft ? reach : frame.Width - reach, frame.Height * (0.2 + 0.7 * random.NextDouble()));
        var angle = (random.NextDouble() - 0.5) * 60 * Math.PI / 180 + (fromLeft ? Math.PI : 0);
        var half = frame.Width / 2;
        var centre = new Point((int)(tip.X + Math.Cos(angle) * half), (int)(tip.Y + Math.Sin(angle) * half));
        return [.. Cv2.Ellipse2Poly(centre, new Size(half, width / 2), (int)(angle * 180 / Math.PI), 0, 360, 10)];
    }

    private static Point[] Corners(double left, double top, double right, double bottom, double slant) =>
        [new((int)left, (int)top), new((int)right, (int)top), new((int)(right - slant), (int)bottom), new((int)(left + slant), (int)bottom)];

    private static double Covered(Mat mask, DefectBox box)
    {
        var area = new Rect((int)(box.X * mask.Width), (int)(box.Y * mask.Height), (int)Math.Ceiling(box.Width * mask.Width), (int)Math.Ceiling(box.Height * mask.Height))
            .Intersect(new Rect(default, mask.Size()));
        if (area.Width <= 0 || area.Height <= 0)
        {
            return 0;
        }

        using var inside = mask[area];
        return (double)Cv2.CountNonZero(inside) / (area.Width * area.Height);
    }

    private static void Paint(Mat frame, Mat mask, Scalar colour, Random random)
    {
        // Lighter towards one end, as anything that is lit from somewhere.
        using var shade = new Mat(2, 2, MatType.CV_8UC3, colour);
        shade.Set(random.Next(2), random.Next(2), new Vec3b((byte)Math.Min(255, colour.Val0 * 1.4), (byte)Math.Min(255, colour.Val1 * 1.4), (byte)Math.Min(255, colour.Val2 * 1.4)));
        using var painted = new Mat();
        Cv2.Resize(shade, painted, frame.Size(), interpolation: InterpolationFlags.Linear);
        painted.CopyTo(frame, mask);
    }
}
