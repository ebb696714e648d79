using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Defects.Shared.Imaging;

/// <summary>Shows on a frame where the model saw a class.</summary>
public static class HeatmapOutline
{
    /// <summary>The outlined region is where the map is above this share of its range.</summary>
    private const double High = 0.5;

    /// <summary>The outline's colour, BGR.</summary>
    public static readonly Scalar Colour = new(40, 40, 255);

    /// <summary>What keeps the outline visible on a red print, BGR.</summary>
    public static readonly Scalar Rim = new(255, 255, 255);

    /// <param name="frame">8-bit BGR; drawn on.</param>
    /// <param name="heatmap">Evidence map of one class, rows from the top; it spans the whole frame, as the model's input does.</param>
    /// <param name="rows">Rows of the map.</param>
    /// <param name="columns">Columns of the map.</param>
    /// <param name="thickness">Of the line, pixels.</param>
    /// <exception cref="ArgumentException">The map has another size.</exception>
    public static void Draw(Mat frame, ReadOnlySpan<float> heatmap, int rows, int columns, int thickness)
    {
        if (heatmap.Length != rows * columns)
        {
            throw new ArgumentException($"The map has {heatmap.Length} values; expected {rows} x {columns}.", nameof(heatmap));
        }

        foreach (var contour in ContoursOf(heatmap, rows, columns, frame.Size()))
        {
            Cv2.Polylines(frame, [contour], isClosed: true, Rim, thickness + 2, LineTypes.AntiAlias);
            Cv2.Polylines(frame, [contour], isClosed: true, Colour, thickness, LineTypes.AntiAlias);
        }
    }

    private static Point[][] ContoursOf(ReadOnlySpan<float> heatmap, int rows, int columns, Size size)
    {
        using var map = new Mat(rows, columns, MatType.CV_32FC1);
        Marshal.Copy(heatmap.ToArray(), 0, map.Data, heatmap.Length);
        Cv2.MinMaxLoc(map, out double low, out var high);
        if (!(high > low))
        {
            return [];
        }

        using var smooth = new Mat();
        using var mask = new Mat();
        Cv2.Resize(map, smooth, size, interpolation: InterpolationFlags.Cubic);
        Cv2.Compare(smooth, low + (High * (high - low)), mask, CmpTypes.GT);
        Cv2.FindContours(mask, out var contours, out _, RetrievalModes.External, ContourApproximationModes.ApproxSimple);
        return contours;
    }
}
