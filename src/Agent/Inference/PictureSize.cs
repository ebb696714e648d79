using System.Buffers.Binary;

namespace Defects.Agent.Inference;

/// <summary>
/// Reads how large a JPEG or PNG says it is before it is decoded: a few kilobytes can unfold into gigabytes of pixels, and the
/// cameras are other people's.
/// </summary>
internal static class PictureSize
{
    /// <summary>More than any printer's camera has, and 150 MB decoded.</summary>
    public const long MaxPixels = 50_000_000;

    public static bool IsAcceptable(ReadOnlySpan<byte> encoded) =>
        TryRead(encoded, out var width, out var height) && width > 0 && height > 0 && (long)width * height <= MaxPixels;

    public static bool TryRead(ReadOnlySpan<byte> encoded, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (encoded.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) && encoded.Length >= 24)
        {
            width = BinaryPrimitives.ReadInt32BigEndian(encoded[16..]);
            height = BinaryPrimitives.ReadInt32BigEndian(encoded[20..]);
            return true;
        }

        return encoded.StartsWith<byte>([0xFF, 0xD8]) && TryReadJpeg(encoded, ref width, ref height);
    }

    // The frame header is the segment with a marker from C0 to CF that is none of the tables C4, C8 and CC (ITU-T T.81, B.2.2).
    private static bool TryReadJpeg(ReadOnlySpan<byte> jpeg, ref int width, ref int height)
    {
        for (var at = 2; at + 9 <= jpeg.Length;)
        {
            var marker = jpeg[at + 1];
            if (jpeg[at] != 0xFF)
            {
                return false;
            }

            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                height = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]);
                return true;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return false;
    }
}
