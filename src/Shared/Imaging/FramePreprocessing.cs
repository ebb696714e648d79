using OpenCvSharp;

namespace Defects.Shared.Imaging;

/// <summary>
/// The one way from a camera's JPEG to a model's input, used in training and in serving, so that a model never sees a
/// pixel in production that it could not have seen in training.
/// <para>
/// Aspect rule <see cref="ResizeRule"/>: the whole frame is squeezed onto the model's square with area interpolation.
/// Nothing is cropped, because a defect at the edge of the bed must not be lost; nothing is padded, because a 16:9 frame
/// would give 44 % of the input away.
/// </para>
/// </summary>
public static class FramePreprocessing
{
    /// <summary>The name of the rule as bundles carry it.</summary>
    public const string ResizeRule = "squeeze-area";

    /// <summary>Decodes a JPEG, PNG or other still image to 8-bit BGR, as OpenCV gives it, ignoring EXIF rotation.</summary>
    /// <returns>The frame, or null where the bytes are not a complete image, or one of a size that no camera has; the caller disposes it.</returns>
    public static Mat? TryDecode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty || PictureSize.IsTooLarge(encoded))
        {
            return null;
        }

        try
        {
            var frame = Cv2.ImDecode(encoded, ImreadModes.Color | ImreadModes.IgnoreOrientation);
            if (!frame.Empty())
            {
                return frame;
            }

            frame.Dispose();
            return null;
        }
        catch (OpenCVException)
        {
            // OpenCV refuses some damage by exception instead of by an empty picture.
            return null;
        }
    }

    /// <summary>Resizes an 8-bit BGR frame into <paramref name="input"/>: height x width x 3 bytes, rows from the top.</summary>
    /// <exception cref="ArgumentException">The frame is not 8-bit BGR, or the buffer has another size.</exception>
    public static unsafe void Resize(Mat frame, Span<byte> input, int width, int height)
    {
        if (frame.Type() != MatType.CV_8UC3)
        {
            throw new ArgumentException($"The frame is {frame.Type()}; expected 8-bit BGR (CV_8UC3).", nameof(frame));
        }

        if (input.Length != width * height * 3)
        {
            throw new ArgumentException($"The buffer has {input.Length} bytes; {width} x {height} BGR needs {width * height * 3}.", nameof(input));
        }

        fixed (byte* target = input)
        {
            using var resized = Mat.FromPixelData(height, width, MatType.CV_8UC3, (nint)target);
            Cv2.Resize(frame, resized, new Size(width, height), interpolation: InterpolationFlags.Area);
        }
    }
}
