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

    /// <summary>Another one of at least so many bytes, with what is kept at its beginning; the old one goes back.</summary>
    /// <param name="kept">A part of the old one, no longer than the new.</param>
    public static IMemoryOwner<byte> Replace(IMemoryOwner<byte> old, ReadOnlySpan<byte> kept, int length)
    {
        var replacement = Rent(length);
        kept.CopyTo(replacement.Memory.Span);
        old.Dispose();
        return replacement;
    }
}
