using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>Pastes a boxed defect onto a good frame: the picture shows a defect then, whatever share of it that covers.</summary>
internal static class DefectPatch
{
    // What is around the box comes along, to fade into the background; the box itself stays whole.
    private const double Margin = 0.2;
    private const double FeatherShare = 0.12;

    // A box is never smaller than it was: a thin string that shrinks is gone.
    private const double MostScale = 1.3;

    // Half-way to the brightness of the background: all the way would undo what light the defect itself catches.
    private const double BrightnessMatch = 0.6;
    private const double MostShift = 40;

    /// <param name="frame">Shows the defect; untouched.</param>
    /// <param name="box">What of it is pasted.</param>
    /// <param name="defects">Where there are defects in it, those in sight of the box.</param>
    /// <param name="background">A good frame, which is changed.</param>
    /// <param name="share">See <see cref="FrameRequest.Size"/>.</param>
    /// <returns>Where the defects are in the background.</returns>
    public static IReadOnlyList<DefectBox> Paste(Mat frame, DefectBox box, IReadOnlyList<DefectBox> defects, Mat background, double? share, Random random)
    {
        var from = Cut(frame.Size(), box);
        using var cut = frame[from];
        var room = Math.Min((double)background.Width / from.Width, (double)background.Height / from.Height);
        var scale = share * room ?? Math.Min(room, AsLarge(frame.Size(), background.Size(), random));
        var size = new Size(Math.Max(1, Math.Floor(from.Width * scale)), Math.Max(1, Math.Floor(from.Height * scale)));
        using var patch = new Mat();
        Cv2.Resize(cut, patch, size, interpolation: scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        var isMirrored = random.Next(2) == 0;
        if (isMirrored)
        {
            Cv2.Flip(patch, patch, FlipMode.Y);
        }

        var at = new Rect(Place(background.Width - size.Width, random), Place(background.Height - size.Height, random), size.Width, size.Height);
        using var target = background[at];
        Blend(patch, target);
        return [.. defects.Select(defect => Within(from, frame.Size(), defect)).Select(inner => new DefectBox(
            (at.X + (isMirrored ? Math.Max(0, 1 - inner.X - inner.Width) : inner.X) * at.Width) / background.Width,
            (at.Y + inner.Y * at.Height) / background.Height,
            inner.Width * at.Width / background.Width,
            inner.Height * at.Height / background.Height))];
    }

    /// <summary>The box and its margin in pixels.</summary>
    private static Rect Cut(Size frame, DefectBox box)
    {
        int Pixel(double fraction, int side) => (int)Math.Round(Math.Clamp(fraction, 0, 1) * side);
        var (left, top) = (Pixel(box.X - Margin * box.Width, frame.Width - 1), Pixel(box.Y - Margin * box.Height, frame.Height - 1));
        var right = Math.Max(left + 1, Pixel(box.X + (1 + Margin) * box.Width, frame.Width));
        var bottom = Math.Max(top + 1, Pixel(box.Y + (1 + Margin) * box.Height, frame.Height));
        return new Rect(left, top, right - left, bottom - top);
    }

    /// <summary>A box of the frame as fractions of what is cut.</summary>
    private static DefectBox Within(Rect cut, Size frame, DefectBox box) => new(
        Math.Max(0, (box.X * frame.Width - cut.X) / cut.Width),
        Math.Max(0, (box.Y * frame.Height - cut.Y) / cut.Height),
        Math.Min(1, box.Width * frame.Width / cut.Width),
        Math.Min(1, box.Height * frame.Height / cut.Height));

    /// <summary>Keeps the defect as large in the picture as it was or a little larger.</summary>
    private static double AsLarge(Size frame, Size background, Random random) =>
        Math.Sqrt((double)background.Width * background.Height / ((double)frame.Width * frame.Height)) * (1 + (MostScale - 1) * random.NextDouble());

    /// <summary>Rather near the middle: that is where beds are, and where a crop leaves it whole.</summary>
    private static int Place(int room, Random random) => (random.Next(room + 1) + random.Next(room + 1)) / 2;

    private static void Blend(Mat patch, Mat target)
    {
        using var weight = Feather(patch.Size());
        using var rim = weight.LessThan(0.9).ToMat();
        var shift = Math.Clamp((Brightness(target, rim) - Brightness(patch, rim)) * BrightnessMatch, -MostShift, MostShift);
        Cv2.Add(patch, Scalar.All(shift), patch);
        using var rest = (Scalar.All(1) - weight).ToMat();
        using var blended = new Mat();
        Cv2.BlendLinear(patch, target, weight, rest, blended);
        blended.CopyTo(target);
    }

    private static double Brightness(Mat frame, Mat mask)
    {
        var mean = Cv2.Mean(frame, mask);
        return (mean.Val0 + mean.Val1 + mean.Val2) / 3;
    }

    /// <summary>1 in the middle, falling to 0 at the rim.</summary>
    private static Mat Feather(Size size)
    {
        var width = Math.Max(1, (int)(FeatherShare * Math.Min(size.Width, size.Height)));
        var weight = new Mat(size, MatType.CV_32FC1, Scalar.All(0));
        Cv2.Rectangle(weight, new Rect(width / 2, width / 2, Math.Max(1, size.Width - width), Math.Max(1, size.Height - width)), Scalar.All(1), -1);
        Cv2.Blur(weight, weight, new Size(width, width), borderType: BorderTypes.Constant);
        return weight;
    }
}
