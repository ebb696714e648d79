using Defects.Agent.Cameras;
using Defects.Shared.Imaging;

namespace Defects.Agent.Tests.Cameras;

public sealed class FrameBuffersTests
{
    private const int Large = (256 << 10) + 1;

    [Theory]
    [InlineData(1)]
    [InlineData(256 << 10)]
    [InlineData(Large)]
    [InlineData(8 << 20)]
    public void Rent_AnySize_HoldsWhatIsWritten(int length)
    {
        using var buffer = FrameBuffers.Rent(length);
        Assert.InRange(buffer.Memory.Length, length, 2 * length + 4096);

        var span = buffer.Memory.Span;
        for (var at = 0; at < length; at++)
        {
            span[at] = (byte)(at * 31);
        }

        using var pin = buffer.Memory[(length / 2)..].Pin();
        Assert.Equal(span[length / 2], Read(pin));
        Assert.Equal((byte)((length - 1) * 31), buffer.Memory.Span[length - 1]);
    }

    [Fact]
    public void Rent_Large_IsNotOfTheManagedHeap()
    {
        FrameBuffers.Rent(Large).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            FrameBuffers.Rent(8 << 20).Dispose();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(Large)]
    public void Memory_GivenBack_CannotBeRead(int length)
    {
        var buffer = FrameBuffers.Rent(length);
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => buffer.Memory.Span[0]);
    }

    [Theory]
    [InlineData(5 << 20)]
    [InlineData(100)]
    public void Replace_LargerOrSmaller_KeepsItsBytesAndGivesTheOldOneBack(int length)
    {
        var old = FrameBuffers.Rent(4 << 20);
        old.Memory.Span[^3..].Fill(7);

        using var replacement = FrameBuffers.Replace(old, old.Memory.Span[^3..], length);

        Assert.Equal("070707", Convert.ToHexString(replacement.Memory.Span[..3]));
        Assert.InRange(replacement.Memory.Length, length, 5 << 20);
        Assert.Throws<ObjectDisposedException>(() => old.Memory.Span[0]);
    }

    [Fact]
    public void Frame_LargerThanThePoolsBuffers_KeepsItsBytes()
    {
        byte[] picture = [.. Enumerable.Range(0, 3 << 20).Select(at => (byte)(at % 251))];

        using var frame = CameraFrame.Copy(picture, 1, DateTimeOffset.UnixEpoch, FrameView.Whole);

        Assert.True(frame.Encoded.Span.SequenceEqual(picture));
    }

    private static unsafe byte Read(System.Buffers.MemoryHandle pin) => *(byte*)pin.Pointer;
}
