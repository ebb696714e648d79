using System.Buffers;
using Defects.Shared.Imaging;

namespace Defects.Agent.Cameras;

/// <summary>
/// An encoded frame in a buffer that is used again. It has one owner at a time, who disposes it; whoever keeps the bytes longer copies them.
/// </summary>
internal sealed class CameraFrame : IDisposable
{
    private IMemoryOwner<byte>? _buffer;
    private readonly int _length;

    private CameraFrame(IMemoryOwner<byte> buffer, int length, long sequence, DateTimeOffset capturedAt, FrameView view)
    {
        _buffer = buffer;
        _length = length;
        Sequence = sequence;
        CapturedAt = capturedAt;
        View = view;
    }

    /// <summary>Counts the frames of one camera; equal means the same frame.</summary>
    public long Sequence { get; }

    /// <summary>When the last byte arrived; for replayed footage, the footage's own time.</summary>
    public DateTimeOffset CapturedAt { get; }

    /// <summary>How the picture is to be looked at.</summary>
    public FrameView View { get; }

    /// <summary>JPEG or PNG bytes, as the camera sent them.</summary>
    public ReadOnlyMemory<byte> Encoded => (_buffer ?? throw new ObjectDisposedException(nameof(CameraFrame))).Memory[.._length];

    public static CameraFrame Copy(ReadOnlySpan<byte> encoded, long sequence, DateTimeOffset capturedAt, FrameView view)
    {
        var buffer = FrameBuffers.Rent(encoded.Length);
        encoded.CopyTo(buffer.Memory.Span);
        return new CameraFrame(buffer, encoded.Length, sequence, capturedAt, view);
    }

    public void Dispose() => Interlocked.Exchange(ref _buffer, null)?.Dispose();
}
