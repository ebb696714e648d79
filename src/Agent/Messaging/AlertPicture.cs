using System.Runtime.InteropServices;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Agent.Messaging;

/// <summary>Shows on a frame where the model saw the defect.</summary>
internal static class AlertPicture
{
    /// <summary>The outlined region is where the map is above this share of its range.</summary>
    private const double High = 0.5;

    private static readonly Scalar Outline = new(40, 40, 255);
    private static readonly Scalar Rim = new(255, 255, 255);

    /// <param name="encoded">The frame as the camera sent it.</param>
    /// <param name="heatmap">Evidence map of one class, rows from the top; it spans the whole frame, as the model's input does.</param>
    /// <param name="rows">Rows of the map.</param>
    /// <param name="columns">Columns of the map.</param>
    /// <param name="caption">Written into the corner; ASCII.</param>
    /// <returns>A JPEG of the frame's size.</returns>
    /// <exception cref="ArgumentException">The frame does not decode, or the map has another size.</exception>
    public static byte[] Draw(ReadOnlySpan<byte> encoded, ReadOnlySpan<float> heatmap, int rows, int columns, string caption)
    {
        if (heatmap.Length != rows * columns)
        {
            throw new ArgumentException($"The map has {heatmap.Length} values; expected {rows} x {columns}.", nameof(heatmap));
        }

        using var frame = FramePreprocessing.TryDecode(encoded) ?? throw new ArgumentException("The frame does not decode.", nameof(encoded));
        var thickness = Math.Max(2, frame.Height / 240);
        foreach (var contour in ContoursOf(heatmap, rows, columns, frame.Size()))
        {
            Cv2.Polylines(frame, [contour], isClosed: true, Rim, thickness + 2, LineTypes.AntiAlias);
            Cv2.Polylines(frame, [contour], isClosed: true, Outline, thickness, LineTypes.AntiAlias);
        }

        var corner = new Point(10, frame.Height - 12);
        var scale = Math.Max(0.5, frame.Height / 720.0);
        Cv2.PutText(frame, caption, corner, HersheyFonts.HersheySimplex, scale, Rim, thickness + 2, LineTypes.AntiAlias);
        Cv2.PutText(frame, caption, corner, HersheyFonts.HersheySimplex, scale, Outline, thickness, LineTypes.AntiAlias);
        return frame.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 90));
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
