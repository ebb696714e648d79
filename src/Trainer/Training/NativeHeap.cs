using System.Runtime.InteropServices;

namespace Defects.Trainer.Training;

/// <summary>
/// Keeps glibc from handing freed memory back to the kernel. Activations are blocks of many megabytes, for which glibc maps
/// fresh pages on every allocation: half of a training step would be spent on page faults.
/// </summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1;
    private const int MappedBlocks = -4;
    private const int MostArenas = -8;

    /// <summary>Of the whole process, for its whole life; again has no further effect.</summary>
    public static void KeepFreedMemory()
    {
        // mallopt(3): no block is mapped by itself, and -1 turns trimming off.
        _ = SetOption(MappedBlocks, 0);
        _ = SetOption(TrimThreshold, -1);

        // Pool threads that prepare frames come and go; each new arena would keep what its thread once needed.
        _ = SetOption(MostArenas, 2);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);
}
