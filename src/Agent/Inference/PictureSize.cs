namespace Defects.Agent.Inference;

/// <summary>
/// Reads how large a JPEG or PNG says it is before it is decoded: a few kilobytes can unfold into gigabytes of pixels or minutes of
/// work, and the cameras are other people's.
/// </summary>
internal static class PictureSize
{
    /// <summary>More than any printer's camera has, and 150 MB decoded.</summary>
    public const long MaxPixels = 50_000_000;

    // A scan may be ten bytes that say nothing, and costs the decoder a walk over the whole picture, or, where that is small, new
    // tables. Progressive pictures have some ten scans.
    private const long MaxScannedPixels = 16 * MaxPixels;
    private const long LeastScannedPixels = 1_000_000;

    public static bool IsAcceptable(ReadOnlySpan<byte> encoded)
    {
        if (!TryRead(encoded, out var width, out var height) || width <= 0 || height <= 0)
        {
            return false;
        }

        var pixels = (long)width * height;
        return pixels <= MaxPixels && Math.Max(pixels, LeastScannedPixels) * JpegHeader.Scans(encoded) <= MaxScannedPixels;
    }

    public static bool TryRead(ReadOnlySpan<byte> encoded, out int width, out int height) =>
        PngHeader.TryReadSize(encoded, out width, out height) || JpegHeader.TryReadSize(encoded, out width, out height);
}
