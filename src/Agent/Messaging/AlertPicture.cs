using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Agent.Messaging;

/// <summary>Shows on a frame where the model saw the defect.</summary>
internal static class AlertPicture
{
    /// <param name="encoded">The frame as the camera sent it.</param>
    /// <param name="view">How the model looked at it; the picture shows the same.</param>
    /// <param name="heatmap">Evidence map of one class, rows from the top; it spans the whole view, as the model's input does.</param>
    /// <param name="rows">Rows of the map.</param>
    /// <param name="columns">Columns of the map.</param>
    /// <param name="caption">Written into the corner; ASCII.</param>
    /// <returns>A JPEG of the view's size.</returns>
    /// <exception cref="ArgumentException">The frame does not decode, or the map has another size.</exception>
    public static byte[] Draw(ReadOnlySpan<byte> encoded, FrameView view, ReadOnlySpan<float> heatmap, int rows, int columns, string caption)
    {
        using var frame = view.Decode(encoded) ?? throw new ArgumentException("The frame does not decode.", nameof(encoded));
        var thickness = Math.Max(2, frame.Height / 240);
        HeatmapOutline.Draw(frame, heatmap, rows, columns, thickness);

        var corner = new Point(10, frame.Height - 12);
        var scale = Math.Max(0.5, frame.Height / 720.0);
        Cv2.PutText(frame, caption, corner, HersheyFonts.HersheySimplex, scale, HeatmapOutline.Rim, thickness + 2, LineTypes.AntiAlias);
        Cv2.PutText(frame, caption, corner, HersheyFonts.HersheySimplex, scale, HeatmapOutline.Colour, thickness, LineTypes.AntiAlias);
        return frame.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 90));
    }
}
