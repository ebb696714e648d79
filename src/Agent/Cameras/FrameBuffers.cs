using System.Buffers;

namespace Defects.Agent.Cameras;

/// <summary>
/// Memory for encoded pictures. Usual ones share pooled arrays. Large ones are rare, and the shared pool would keep one of each size for
/// every camera that ever sent such; they are left to the garbage collector.
/// </summary>
internal static class FrameBuffers
{
    private const int LargestPooled = 1 << 20;

    public static byte[] Rent(int length) =>
        length <= LargestPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    public static void Return(byte[] buffer)
    {
        if (buffer.Length <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
