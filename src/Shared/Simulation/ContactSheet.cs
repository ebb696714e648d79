using Defects.Shared.Classes;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Frames side by side with class and time beneath each: how the simulator is judged by eye.</summary>
public static class ContactSheet
{
    /// <summary>A sheet of the first frames of each label in turn, each from another print of the set and at another stage of it.</summary>
    /// <param name="framesPerLabel">At most this many; fewer where the set has fewer prints that show the label.</param>
    public static byte[] Draw(SimulatedDataset set, IReadOnlyList<DefectClass> labels, int framesPerLabel, int columns = 6)
    {
        var chosen = new List<SimulatedFrame>();
        foreach (var label in labels)
        {
            var stage = 0;
            chosen.AddRange(set.Prints().Where(p => p.Print.Failure == label)
                .Select(p => set.Frames(p.Print).Where(f => f.Label == label).ToList())
                .Where(shown => shown.Count > 0)
                .Select(shown => shown[stage++ % shown.Count])
                .Take(framesPerLabel));
        }

        return Tile([.. chosen.Select(frame => (frame.Jpeg, $"{frame.Label.Name} {frame.Time:h\\:mm\\:ss}"))], columns);
    }

    /// <param name="frames">Encoded, each with what is written at its foot.</param>
    /// <returns>A JPEG of the frames in reading order, each 320 x 240.</returns>
    public static byte[] Tile(IReadOnlyList<(byte[] Encoded, string Caption)> frames, int columns)
    {
        const int Width = 320;
        const int Height = 240;
        var rows = (frames.Count + columns - 1) / columns;
        using var sheet = new Mat(rows * Height, columns * Width, MatType.CV_8UC3, Scalar.Black);
        for (var i = 0; i < frames.Count; i++)
        {
            using var frame = Cv2.ImDecode(frames[i].Encoded, ImreadModes.Color);
            using var tile = sheet[new Rect(i % columns * Width, i / columns * Height, Width, Height)];
            Cv2.Resize(frame, tile, new Size(Width, Height), interpolation: InterpolationFlags.Area);
            Caption(tile, frames[i].Caption);
        }

        Cv2.ImEncode(".jpg", sheet, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, 60));
        return jpeg;
    }

    /// <summary>Writes a line at the foot of a picture, legible on any ground.</summary>
    public static void Caption(Mat tile, string text)
    {
        var at = new Point(4, tile.Height - 6);
        Cv2.PutText(tile, text, at, HersheyFonts.HersheySimplex, 0.42, Scalar.Black, 3, LineTypes.AntiAlias);
        Cv2.PutText(tile, text, at, HersheyFonts.HersheySimplex, 0.42, Scalar.White, 1, LineTypes.AntiAlias);
    }
}
