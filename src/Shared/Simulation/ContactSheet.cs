using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Frames side by side with class and time beneath each: how the simulator is judged by eye.</summary>
public static class ContactSheet
{
    /// <returns>A JPEG of the frames in reading order, each 320 x 240.</returns>
    public static byte[] Tile(IReadOnlyList<SimulatedFrame> frames, int columns, int quality = 80)
    {
        const int Width = 320;
        const int Height = 240;
        var rows = (frames.Count + columns - 1) / columns;
        using var sheet = new Mat(rows * Height, columns * Width, MatType.CV_8UC3, Scalar.Black);
        for (var i = 0; i < frames.Count; i++)
        {
            using var frame = Cv2.ImDecode(frames[i].Jpeg, ImreadModes.Color);
            using var tile = sheet[new Rect(i % columns * Width, i / columns * Height, Width, Height)];
            Cv2.Resize(frame, tile, new Size(Width, Height), interpolation: InterpolationFlags.Area);
            Caption(tile, $"{frames[i].Label.Name} {frames[i].Time:h\\:mm\\:ss}");
        }

        Cv2.ImEncode(".jpg", sheet, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        return jpeg;
    }

    private static void Caption(Mat tile, string text)
    {
        var at = new Point(4, tile.Height - 6);
        Cv2.PutText(tile, text, at, HersheyFonts.HersheySimplex, 0.42, Scalar.Black, 3, LineTypes.AntiAlias);
        Cv2.PutText(tile, text, at, HersheyFonts.HersheySimplex, 0.42, Scalar.White, 1, LineTypes.AntiAlias);
    }
}
