using System.Buffers.Binary;

namespace Defects.Shared.Imaging;

/// <summary>What a PNG says of itself, by its chunks of length, kind, payload and checksum (PNG, clause 5).</summary>
internal static class PngHeader
{
    // A text of a few kilobytes may unfold into the 8 MB that libpng allows each, and a chunk that it dislikes costs a line in the log.
    private const int MaxChunksBesideData = 24;
    private const int ChunkFrame = 12;
    private const int HeaderBytes = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>False where it is no PNG, not all of it is there, or it carries more than pictures need.</returns>
    public static bool TryReadSize(ReadOnlySpan<byte> png, out int width, out int height)
    {
        if (!TryReadHeader(png, out width, out height))
        {
            return false;
        }

        // OpenCV takes as much memory as a chunk says it has before it looks how much there is, so all of them must be there. It looks
        // for pixels beyond the end as well.
        var (beside, pixels) = (0, false);
        for (var at = Signature.Length + ChunkFrame + HeaderBytes; TryReadChunk(png, at, out var kind, out var payload); at += ChunkFrame + payload.Length)
        {
            if (kind.SequenceEqual("IEND"u8))
            {
                return pixels;
            }

            var isData = kind.SequenceEqual("IDAT"u8);
            pixels |= isData;
            if (!isData && ++beside > MaxChunksBesideData)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The size alone, whatever comes after it.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> png, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (!png.StartsWith(Signature) || !TryReadChunk(png, Signature.Length, out var kind, out var payload)
            || !kind.SequenceEqual("IHDR"u8) || payload.Length != HeaderBytes)
        {
            return false;
        }

        width = BinaryPrimitives.ReadInt32BigEndian(payload);
        height = BinaryPrimitives.ReadInt32BigEndian(payload[4..]);
        return true;
    }

    private static bool TryReadChunk(ReadOnlySpan<byte> png, int at, out ReadOnlySpan<byte> kind, out ReadOnlySpan<byte> payload)
    {
        kind = payload = [];
        var left = png.Length - at - ChunkFrame;
        if (left < 0 || BinaryPrimitives.ReadUInt32BigEndian(png[at..]) is var length && length > left)
        {
            return false;
        }

        kind = png.Slice(at + 4, 4);
        payload = png.Slice(at + 8, (int)length);
        return true;
    }
}
