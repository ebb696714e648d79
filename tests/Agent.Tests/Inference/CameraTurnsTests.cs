using Defects.Agent.Cameras;
using Defects.Agent.Inference;

namespace Defects.Agent.Tests.Inference;

public sealed class CameraTurnsTests : IDisposable
{
    private readonly FrameSignal _signal = new();
    private readonly List<DueFrame> _batch = [];

    public void Dispose()
    {
        _batch.ForEach(due => due.Frame.Dispose());
        _signal.Dispose();
    }

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(3, 8, 2)]
    [InlineData(4, 8, 4)]
    [InlineData(7, 8, 4)]
    [InlineData(20, 8, 8)]
    [InlineData(20, 6, 4)]
    [InlineData(5, 1, 1)]
    public void Take_DueFrames_FillsTheLargestPowerOfTwo(int due, int maxBatch, int expected)
    {
        var cameras = Cameras(due);
        var turns = new CameraTurns(cameras, maxBatch);

        turns.Take(TimeSpan.Zero, _batch);

        Assert.Equal(expected, _batch.Count);
        Assert.Equal(due - expected, turns.LeftWaiting);
    }

    [Fact]
    public void Take_MoreCamerasThanRoom_EachHasItsTurn()
    {
        var cameras = Cameras(4);
        var turns = new CameraTurns(cameras, maxBatch: 2);
        var served = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            foreach (var camera in cameras)
            {
                camera.Offer([1], default);
            }

            turns.Take(TimeSpan.FromSeconds(10 * round), _batch);
            served.AddRange(_batch.TakeLast(2).Select(due => due.Camera.Key.Printer));
        }

        // Eight places in four batches: two for each of the four.
        Assert.All(served.CountBy(printer => printer), count => Assert.Equal(2, count.Value));
    }

    [Fact]
    public void Take_FrameBeforeItsTime_WaitsForTheInterval()
    {
        var camera = Cameras(1)[0];
        var turns = new CameraTurns([camera], maxBatch: 8);
        turns.Take(TimeSpan.Zero, _batch);
        Assert.Null(turns.UntilNext(TimeSpan.Zero));

        camera.Offer([1], default);
        turns.Take(TimeSpan.FromSeconds(9.5), _batch);

        Assert.Single(_batch);
        Assert.Equal(TimeSpan.FromSeconds(0.5), turns.UntilNext(TimeSpan.FromSeconds(9.5)));
        turns.Take(TimeSpan.FromSeconds(10), _batch);
        Assert.Equal(2, _batch.Count);
    }

    [Theory]
    [InlineData(10, 10, 20)]
    [InlineData(10, 13, 20)]
    [InlineData(10, 20, 30)]
    [InlineData(10, 500, 510)]
    public void NextDue_ServedLate_KeepsTheBeatUnlessAWholeIntervalWasMissed(int due, int now, int expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        CameraTurns.NextDue(TimeSpan.FromSeconds(due), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(now)));

    private List<Camera> Cameras(int count)
    {
        var settings = new CameraSettings("/footage", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), null, false, false, true);
        List<Camera> cameras = [.. Enumerable.Range(0, count).Select(i => new Camera(new CameraKey($"p{i}", "bed"), settings, _signal, TimeProvider.System))];
        cameras.ForEach(camera => camera.Offer([1], default));
        return cameras;
    }
}
