using System.Buffers;

namespace Defects.Agent.Cameras;

/// <summary>
/// Memory for encoded pictures. Usual ones share pooled arrays. Large ones are rare, and a pool would keep one of each size for every camera
/// that ever sent such: they come from the system and go back to it.
/// </summary>
internal static class FrameBuffers
{
    // Taking more than this from the system costs far less than decoding a picture that large.
    private const int LargestPooled = 256 << 10;

    /// <returns>At least so many bytes, of unknown content, until it is disposed.</returns>
    public static IMemoryOwner<byte> Rent(int length) => length <= LargestPooled ? MemoryPool<byte>.Shared.Rent(length) : new MappedMemory(length);

    /// <summary>Twice the room, with what is kept at its beginning; the old one goes back.</summary>
    /// <param name="full">What has become too small.</param>
    /// <param name="kept">A part of it.</param>
    /// <param name="most">Room that is enough in any case.</param>
    public static IMemoryOwner<byte> Grow(IMemoryOwner<byte> full, ReadOnlySpan<byte> kept, int most)
    {
        var larger = Rent(Math.Min(2 * full.Memory.Length, most));
        kept.CopyTo(larger.Memory.Span);
        full.Dispose();
        return larger;
    }
}
