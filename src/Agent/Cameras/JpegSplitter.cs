using System.Buffers;

namespace Defects.Agent.Cameras;

/// <summary>
/// Cuts whole JPEGs out of a byte stream by walking their marker segments (ITU-T T.81, Annex B), so that a thumbnail inside an
/// EXIF segment does not end its picture. What stands between the pictures is not looked at: cameras write boundaries with and
/// without dashes and quotes, lengths that are wrong, and no part headers at all. A picture that was cut off is counted, and
/// the search goes on right behind its start, so that the next one is not lost with it. The same stream gives the same pictures,
/// however it is cut into reads.
/// </summary>
internal sealed class JpegSplitter(int maxFrameBytes = JpegSplitter.MaxFrameBytes) : IDisposable
{
    /// <summary>The largest picture that is taken; a larger one is skipped and counted.</summary>
    public const int MaxFrameBytes = 8 << 20;

    private const int ReadBytes = 32 << 10;
    private const int FirstBytes = 4 * ReadBytes;

    // So many pictures in a row must have been far smaller than the buffer before it shrinks: a camera that sends large ones now and
    // then would have it grow each time.
    private const int PicturesBeforeShrinking = 32;

    // What a byte of the stream pays for in bytes that are walked in vain, and how much of that can be saved up. Without a bound
    // a hostile stream of heads within heads would have each of them walk the same megabytes.
    private const int VainBytesAByte = 16;
    private readonly long _mostCredit = 4L * maxFrameBytes;
    private long _credit = 4L * maxFrameBytes;

    private IMemoryOwner<byte> _buffer = FrameBuffers.Rent(FirstBytes);
    private int _start;
    private int _end;
    private JpegWalk? _walk;
    private int _small;

    /// <summary>Pictures that began and did not end as they should.</summary>
    public long Damaged { get; private set; }

    /// <summary>Bytes held at the moment; never more than a largest picture and one read, up to 256 KiB rounded up to a power of two.</summary>
    public int BufferBytes => _buffer.Memory.Length;

    private bool IsTooLarge => _small >= PicturesBeforeShrinking && BufferBytes > FirstBytes;

    /// <summary>Room for the next read. Ends the life of the picture that was read last.</summary>
    public Memory<byte> Space()
    {
        if (BufferBytes - _end < ReadBytes || IsTooLarge)
        {
            MakeRoom();
        }

        return _buffer.Memory[_end..];
    }

    /// <summary>That many bytes were read into <see cref="Space"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>The next whole picture among the bytes so far, valid until the next <see cref="Space"/>.</summary>
    public bool TryRead(out ReadOnlySpan<byte> jpeg)
    {
        while (_walk is not null || FindStart())
        {
            // Never more than a picture may have: what is found must not depend on how much each read brought.
            var bytes = _buffer.Memory.Span.Slice(_start, Math.Min(_end - _start, maxFrameBytes));
            var walk = _walk!;
            switch (walk.Go(bytes))
            {
                case JpegWalk.Outcome.Complete:
                    jpeg = bytes[..walk.Position];
                    _small = 4 * jpeg.Length < BufferBytes ? _small + 1 : 0;
                    Pass(walk.Position);
                    return true;

                case JpegWalk.Outcome.Unfinished when bytes.Length < maxFrameBytes:
                    jpeg = default;
                    return false;

                case JpegWalk.Outcome.Unfinished:
                    // Nothing of an oversized picture is worth a second look.
                    Damaged++;
                    Pass(bytes.Length);
                    break;

                default:
                    Damaged++;
                    _credit -= walk.Position;
                    Pass(_credit > 0 ? 2 : walk.Position);
                    break;
            }
        }

        jpeg = default;
        return false;
    }

    public void Dispose() => _buffer.Dispose();

    private bool FindStart()
    {
        var found = _buffer.Memory.Span[_start.._end].IndexOf([(byte)0xFF, (byte)0xD8, (byte)0xFF]);
        if (found < 0)
        {
            // The start may be split between two reads.
            Pass(Math.Max(0, _end - 2 - _start));
            return false;
        }

        Pass(found);
        _walk = new JpegWalk();
        return true;
    }

    private void Pass(int count)
    {
        _start += count;
        _walk = null;
        _credit = Math.Min(_credit + ((long)VainBytesAByte * count), _mostCredit);
    }

    private void MakeRoom()
    {
        var kept = _buffer.Memory.Span[_start.._end];
        (_start, _end) = (0, kept.Length);
        if (kept.Length + ReadBytes > BufferBytes)
        {
            _buffer = FrameBuffers.Replace(_buffer, kept, Math.Min(2 * BufferBytes, Math.Max(maxFrameBytes, kept.Length) + ReadBytes));
        }
        else if (IsTooLarge)
        {
            _small = 0;
            _buffer = FrameBuffers.Replace(_buffer, kept, Math.Max(FirstBytes, kept.Length + ReadBytes));
        }
        else
        {
            kept.CopyTo(_buffer.Memory.Span);
        }
    }
}
