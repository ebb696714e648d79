using Defects.Shared.Imaging;
using Defects.Agent.Cameras;

namespace Defects.Agent.Tests.Cameras;

public sealed class LatestFrameTests
{
    private readonly LatestFrame _slot = new();

    [Fact]
    public void Put_OverAnother_KeepsTheNewestAndReturnsTheOldToThePool()
    {
        var old = Frame(1);
        Assert.True(_slot.Put(old, 10));
        Assert.False(_slot.Put(Frame(2), 20));

        Assert.True(_slot.TryTake(out var frame, out var arrived));

        Assert.Equal((2L, 20L), (frame.Sequence, arrived));
        Assert.Throws<ObjectDisposedException>(() => old.Encoded);
        Assert.False(_slot.TryTake(out _, out _));
        frame.Dispose();
    }

    [Fact]
    public void Clear_FrameThere_GivesItBack()
    {
        var frame = Frame(1);
        _slot.Put(frame, 10);

        _slot.Clear();
        _slot.Clear();

        Assert.True(_slot.IsEmpty);
        Assert.Throws<ObjectDisposedException>(() => frame.Encoded);
    }

    [Fact]
    public async Task WaitUntilTaken_FrameThere_CompletesWithTheTake()
    {
        await _slot.WaitUntilTakenAsync(TestContext.Current.CancellationToken);
        _slot.Put(Frame(1), 0);

        var wait = _slot.WaitUntilTakenAsync(TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        Assert.True(_slot.TryTake(out var frame, out _));

        await wait;
        frame.Dispose();
    }

    [Fact]
    public async Task WaitUntilTaken_Stopped_Ends()
    {
        _slot.Put(Frame(1), 0);
        using var stop = new CancellationTokenSource();

        var wait = _slot.WaitUntilTakenAsync(stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private static CameraFrame Frame(long sequence) => CameraFrame.Copy([1, 2, 3], sequence, default, FrameView.Whole);
}
