using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>
/// A simulated failure without the print around it, to be laid onto pictures of a real camera: whatever that camera's good frames have
/// taught, a failure on its own bed must still be one.
/// </summary>
public sealed class FailureCutout : IDisposable
{
    /// <summary>A pixel that differs by more is of the failure; less is JPEG's doing.</summary>
    private const double LeastDifference = 24;

    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(15);
    // Later the good part would be so much higher that the place it leaves empty shows.
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(32);

    private readonly Mat _picture;
    private readonly Mat _mask;

    private FailureCutout(Mat picture, Mat mask) => (_picture, _mask) = (picture, mask);

    /// <param name="failure">A defect class that the simulator draws.</param>
    /// <param name="number">Cutouts of other numbers are of other prints.</param>
    public static FailureCutout Of(DefectClass failure, int number)
    {
        var station = new SimulatedStation(880_000 + number, CameraFamily.FrontHigh);
        using var good = Frame(station.Print(number, DefectClass.Good));
        using var failing = Frame(station.Print(number, failure, Onset));
        using Mat difference = new(), grey = new(), raw = new();
        Cv2.Absdiff(good, failing, difference);
        Cv2.CvtColor(difference, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Threshold(grey, raw, LeastDifference, 255, ThresholdTypes.Binary);
        using var kernel = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(3, 3));
        using var mask = new Mat();
        Cv2.MorphologyEx(raw, mask, MorphTypes.Close, kernel);
        var box = Cv2.BoundingRect(mask);
        return new FailureCutout(failing[box].Clone(), mask[box].Clone());
    }

    /// <summary>Lays the failure onto a frame.</summary>
    /// <param name="centre">Of the failure, as shares of the frame's sides.</param>
    /// <param name="width">Share of the frame's width that it takes; it keeps its shape and is cut off at the frame's edge.</param>
    public void Paste(Mat frame, Point2d centre, double width)
    {
        var columns = Math.Max(1, (int)(width * frame.Width));
        var size = new Size(columns, Math.Max(1, columns * _picture.Height / _picture.Width));
        using Mat picture = new(), mask = new();
        Cv2.Resize(_picture, picture, size, interpolation: InterpolationFlags.Area);
        Cv2.Resize(_mask, mask, size, interpolation: InterpolationFlags.Nearest);
        var place = new Rect((int)(centre.X * frame.Width) - size.Width / 2, (int)(centre.Y * frame.Height) - size.Height / 2, size.Width, size.Height);
        var seen = place.Intersect(new Rect(0, 0, frame.Width, frame.Height));
        if (seen.Width <= 0 || seen.Height <= 0)
        {
            return;
        }

        var from = new Rect(seen.X - place.X, seen.Y - place.Y, seen.Width, seen.Height);
        using Mat cut = picture[from], through = mask[from], onto = frame[seen];
        cut.CopyTo(onto, through);
    }

    public void Dispose()
    {
        _picture.Dispose();
        _mask.Dispose();
    }

    private static Mat Frame(SimulatedPrint print)
    {
        using var renderer = new PrintRenderer(print);
        return FramePreprocessing.TryDecode(renderer.Render(Time).Jpeg)!;
    }
}
