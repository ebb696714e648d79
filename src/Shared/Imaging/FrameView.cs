using System.Diagnostics.CodeAnalysis;
using OpenCvSharp;

namespace Defects.Shared.Imaging;

/// <summary>
/// What of a camera's picture is looked at, and which way up: turned, then mirrored, then cut, with the masked places painted over.
/// Crop and masks are given in shares of the turned and mirrored picture, so that one can be changed without the other. Applied
/// in one place, <see cref="Decode"/>; what is kept for training has been through it.
/// </summary>
public sealed record FrameView
{
    /// <summary>The picture as the camera sends it.</summary>
    public static FrameView Whole { get; } = new();

    /// <summary>Clockwise: 0, 90, 180 or 270 degrees.</summary>
    public int Turn { get; init; }

    /// <summary>Left becomes right.</summary>
    public bool FlipHorizontal { get; init; }

    /// <summary>Top becomes bottom.</summary>
    public bool FlipVertical { get; init; }

    /// <summary>The part that is kept; null for all.</summary>
    public FrameArea? Crop { get; init; }

    /// <summary>Places that are never looked at: clips, a logo, the wall behind.</summary>
    public IReadOnlyList<FramePolygon> Masks { get; init; } = [];

    public bool IsWhole => Turn == 0 && !FlipHorizontal && !FlipVertical && Crop is null && Masks.Count == 0;

    /// <summary>Decodes a still image and looks at it this way.</summary>
    /// <returns>8-bit BGR, or null where the bytes are not a complete image; the caller disposes it.</returns>
    public Mat? Decode(ReadOnlySpan<byte> encoded)
    {
        var frame = FramePreprocessing.TryDecode(encoded);
        if (frame is null || IsWhole)
        {
            return frame;
        }

        using (frame)
        {
            return Of(frame);
        }
    }

    /// <returns>A copy of its own memory.</returns>
    [SuppressMessage("Reliability", "CA2000", Justification = "The turned picture is the one returned where nothing is cut.")]
    private Mat Of(Mat frame)
    {
        var seen = Turned(frame);
        if (FlipHorizontal || FlipVertical)
        {
            Cv2.Flip(seen, seen, (FlipHorizontal, FlipVertical) switch
            {
                (true, true) => FlipMode.XY,
                (true, false) => FlipMode.Y,
                _ => FlipMode.X,
            });
        }

        Paint(seen);
        if (Crop is null)
        {
            return seen;
        }

        using (seen)
        {
            using var part = new Mat(seen, Crop.In(seen.Size()));
            return part.Clone();
        }
    }

    private Mat Turned(Mat frame)
    {
        var turned = new Mat();
        switch (Turn)
        {
            case 90: Cv2.Rotate(frame, turned, RotateFlags.Rotate90Clockwise); break;
            case 180: Cv2.Rotate(frame, turned, RotateFlags.Rotate180); break;
            case 270: Cv2.Rotate(frame, turned, RotateFlags.Rotate90Counterclockwise); break;
            default: frame.CopyTo(turned); break;
        }

        return turned;
    }

    // The mean colour of the picture leaves the faintest edge that one colour can.
    private void Paint(Mat seen)
    {
        if (Masks.Count > 0)
        {
            Cv2.FillPoly(seen, Masks.Select(mask => mask.In(seen.Size())), Cv2.Mean(seen));
        }
    }
}
