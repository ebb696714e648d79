using System.Buffers.Binary;

namespace Defects.Agent.Cameras;

/// <summary>
/// Walks one JPEG from marker to marker and goes on where it stopped when more bytes have come (ITU-T T.81, Annex B.1).
/// </summary>
internal sealed class JpegWalk
{
    // Colour profiles take up to 255 segments. The bound keeps a hostile stream from making every start of a picture cost a
    // walk over megabytes of tiny segments.
    private const int MaxSegments = 512;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    private int _segments;
    private bool _inScan;
    private bool _scanSeen;

    public enum Outcome
    {
        /// <summary>The picture ends before <see cref="JpegWalk.Position"/>.</summary>
        Complete,

        /// <summary>No error so far; more bytes are needed.</summary>
        Unfinished,

        /// <summary>Not a JPEG, or one that was cut off.</summary>
        Damaged,
    }

    /// <summary>Where the walk stands, from the first byte of the picture.</summary>
    public int Position { get; private set; } = 2;

    /// <param name="bytes">The picture from its first byte; each call as many as the last or more.</param>
    public Outcome Go(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            if (_inScan && !SkipScan(bytes))
            {
                return Outcome.Unfinished;
            }

            if (bytes.Length < Position + 2)
            {
                return Outcome.Unfinished;
            }

            if (bytes[Position] != 0xFF)
            {
                return Outcome.Damaged;
            }

            var marker = bytes[Position + 1];
            if (marker == 0xFF)
            {
                // Any marker may be preceded by fill bytes.
                Position++;
            }
            else if (marker == EndOfImage)
            {
                Position += 2;
                return _scanSeen ? Outcome.Complete : Outcome.Damaged;
            }
            else if (marker is < 0xC0 or (>= 0xD0 and <= StartOfImage) || _segments == MaxSegments)
            {
                return Outcome.Damaged;
            }
            else if (bytes.Length < Position + 4)
            {
                return Outcome.Unfinished;
            }
            else
            {
                var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(Position + 2)..]);
                _inScan = marker == StartOfScan;

                // A scan names one to four components in its header (B.2.3).
                if (_inScan ? length is not (8 or 10 or 12 or 14) : length < 2)
                {
                    return Outcome.Damaged;
                }

                // Counted once its length is there: a walk that waits for that comes by here again.
                _segments++;
                Position += 2 + length;
                _scanSeen |= _inScan;
            }
        }
    }

    // Inside a scan, FF 00 is a stuffed byte and FF D0 to FF D7 are restart markers; anything else ends the scan.
    private bool SkipScan(ReadOnlySpan<byte> bytes)
    {
        while (Position < bytes.Length)
        {
            var found = bytes[Position..].IndexOf((byte)0xFF);
            if (found < 0)
            {
                Position = bytes.Length;
                return false;
            }

            Position += found;
            if (Position + 1 >= bytes.Length)
            {
                return false;
            }

            if (bytes[Position + 1] is not 0x00 and not (>= 0xD0 and <= 0xD7))
            {
                _inScan = false;
                return true;
            }

            Position += 2;
        }

        return false;
    }
}
