using System.Buffers.Binary;

namespace Defects.Bench.Fuzzing;

/// <summary>The chunks of a PNG: length, kind, payload, checksum (PNG, 5.3).</summary>
internal static class PngChunks
{
    private const int SignatureBytes = 8;
    private const int FrameBytes = 12;

    /// <summary>Makes the checksums right, so that a decoder looks at what was changed instead of refusing it unseen.</summary>
    public static void MendChecksums(Span<byte> png)
    {
        for (var at = SignatureBytes; at + FrameBytes <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - FrameBytes)
            {
                return;
            }

            var checkedBytes = png.Slice(at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(png[(at + 8 + (int)length)..], Crc32.Of(checkedBytes));
            at += FrameBytes + (int)length;
        }
    }
}
