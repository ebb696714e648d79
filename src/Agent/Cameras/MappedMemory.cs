using System.Buffers;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Defects.Agent.Cameras;

/// <summary>
/// Memory taken from the system and given back to it when it is disposed. The garbage collector would keep what a few large pictures needed
/// for hours, since an agent that makes little garbage seldom has a reason to look. Whoever rents it has to dispose it: a finalizer could
/// free it under a span that is still read.
/// </summary>
internal sealed unsafe partial class MappedMemory : MemoryManager<byte>
{
    // Of Linux: PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS.
    private const int ReadAndWrite = 0x1 | 0x2;
    private const int PrivateAndAnonymous = 0x02 | 0x20;

    private readonly int _length;
    private nint _start;

    /// <exception cref="OutOfMemoryException">The system has none left.</exception>
    public MappedMemory(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var start = Map(0, (nuint)length, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (start == -1)
        {
            throw new OutOfMemoryException($"The system gives no {length} bytes for a picture: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }

        (_start, _length) = (start, length);
    }

    /// <exception cref="ObjectDisposedException">It was given back.</exception>
    public override Span<byte> GetSpan() => new((void*)Start, _length);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        return new MemoryHandle((byte*)Start + elementIndex);
    }

    public override void Unpin()
    {
        // It never moves.
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _start, 0) is not 0 and var start)
        {
            _ = Unmap(start, (nuint)_length);
        }
    }

    private nint Start => Volatile.Read(ref _start) is not 0 and var start ? start : throw new ObjectDisposedException(nameof(MappedMemory));

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
