namespace Defects.Shared.Imaging;

/// <summary>
/// Reads how large a JPEG or PNG says it is before it is decoded: a few kilobytes can unfold into gigabytes of pixels or minutes of
/// work, and cameras and pictures are other people's.
/// </summary>
public static class PictureSize
{
    /// <summary>More than any printer's camera has, and 150 MB decoded.</summary>
    public const long MaxPixels = 50_000_000;

    // A scan may be ten bytes that say nothing, and costs the decoder a walk over the whole picture, or, where that is small, new
    // tables. Progressive pictures have some ten scans.
    private const long MaxScannedPixels = 16 * MaxPixels;
    private const long LeastScannedPixels = 1_000_000;

    /// <summary>Whether a camera's picture may be decoded: JPEG or PNG, whole and not too much work.</summary>
    public static bool IsAcceptable(ReadOnlySpan<byte> encoded)
    {
        if (!TryRead(encoded, out var width, out var height) || width <= 0 || height <= 0)
        {
            return false;
        }

        var pixels = (long)width * height;
        return pixels <= MaxPixels && Math.Max(pixels, LeastScannedPixels) * JpegHeader.Scans(encoded) <= MaxScannedPixels;
    }

    /// <summary>
    /// Whether it says of itself that it is larger than any camera's, or is a JPEG of which a decoder might find what is not found here; of other
    /// formats than JPEG and PNG nothing is said.
    /// </summary>
    public static bool IsTooLarge(ReadOnlySpan<byte> encoded) =>
        PngHeader.TryReadHeader(encoded, out var width, out var height) || JpegHeader.TryReadSize(encoded, out width, out height)
            ? (long)width * height > MaxPixels
            : JpegHeader.IsJpeg(encoded);

    public static bool TryRead(ReadOnlySpan<byte> encoded, out int width, out int height) =>
        PngHeader.TryReadSize(encoded, out width, out height) || JpegHeader.TryReadSize(encoded, out width, out height);
}
