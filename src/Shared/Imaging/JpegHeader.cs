using System.Buffers.Binary;

namespace Defects.Shared.Imaging;

/// <summary>What a JPEG says of itself (ITU-T T.81, Annex B).</summary>
internal static class JpegHeader
{
    public static bool IsJpeg(ReadOnlySpan<byte> encoded) => encoded.StartsWith<byte>([0xFF, 0xD8]);

    /// <returns>False where it is no JPEG, or its decoder could find another size than is found here.</returns>
    public static bool TryReadSize(ReadOnlySpan<byte> jpeg, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (!IsJpeg(jpeg))
        {
            return false;
        }

        for (var at = 2; at + 9 <= jpeg.Length && jpeg[at] == 0xFF;)
        {
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            // The frame header is the segment with a marker from C0 to CF that is none of the tables C4, C8 and CC (B.2.2).
            if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                height = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]);
                return true;
            }

            // These have no length, or no place before the frame header: a decoder goes on elsewhere, to a frame header of its own.
            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (marker is <= 0x01 or (>= 0xD0 and <= 0xDA) || length < 2)
            {
                return false;
            }

            at += 2 + length;
        }

        return false;
    }

    /// <summary>
    /// The scans there can be at most. In a scan FF is always stuffed, so that none is missed; what looks like one elsewhere, as those of a
    /// thumbnail, counts as well.
    /// </summary>
    /// <returns>One for what is no JPEG.</returns>
    public static int Scans(ReadOnlySpan<byte> encoded) =>
        IsJpeg(encoded) ? encoded.Count([(byte)0xFF, (byte)0xDA]) : 1;
}
