using System.Buffers;
using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>Frames of one step, decoded, mixed, augmented and resized into a pooled buffer; made on any thread, tensors on the trainer's.</summary>
public sealed class FrameBatch : IDisposable
{
    private readonly byte[] _pixels;
    private readonly long[] _labels;
    private readonly int _side;

    private FrameBatch(byte[] pixels, long[] labels, int side) => (_pixels, _labels, _side) = (pixels, labels, side);

    public int Count => _labels.Length;

    /// <exception cref="InvalidDataException">A file is not the image any more that it was when the data was checked.</exception>
    public static FrameBatch Load(IReadOnlyList<FrameRequest> requests, int side)
    {
        var size = side * side * 3;
        var pixels = ArrayPool<byte>.Shared.Rent(requests.Count * size);
        for (var i = 0; i < requests.Count; i++)
        {
            Load(requests[i], pixels.AsSpan(i * size, size), side);
        }

        return new FrameBatch(pixels, [.. requests.Select(r => (long)r.Label)], side);
    }

    /// <summary>uint8 [B, side, side, 3] and int64 [B]; they belong to the current dispose scope.</summary>
    public (Tensor Frames, Tensor Labels) ToTensors(Device device)
    {
        var frames = empty(Count, _side, _side, 3, dtype: ScalarType.Byte);
        _pixels.AsSpan(0, Count * _side * _side * 3).CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(frames.bytes));
        return (frames.to(device), tensor(_labels, device: device));
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_pixels);

    private static void Load(FrameRequest request, Span<byte> target, int side)
    {
        using var frame = FrameLoader.Load(request, side);
        FramePreprocessing.Resize(frame, target, side, side);
    }
}
