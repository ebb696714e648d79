using Defects.Agent.Cameras;
using Defects.Agent.Inference;

namespace Defects.Agent.Tests.Inference;

public sealed class CameraTurnsTests : IDisposable
{
    private readonly FrameSignal _signal = new();
    private readonly List<DueFrame> _batch = [];
    private int _ticks;

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
        var turns = TurnsOf(cameras);

        turns.Take(TimeSpan.Zero, maxBatch, _batch);

        Assert.Equal(expected, _batch.Count);
        Assert.Equal(due - expected, turns.LeftWaiting);
    }

    [Fact]
    public void Take_MoreCamerasThanRoom_EachHasItsTurn()
    {
        var cameras = Cameras(4);
        var turns = TurnsOf(cameras);
        var served = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            foreach (var camera in cameras)
            {
                camera.Offer([1], default);
            }

            turns.Take(TimeSpan.FromSeconds(10 * round), 2, _batch);
            served.AddRange(_batch.TakeLast(2).Select(due => due.Camera.Key.Printer));
        }

        // Eight places in four batches: two for each of the four.
        Assert.All(served.CountBy(printer => printer), count => Assert.Equal(2, count.Value));
    }

    [Fact]
    public void Take_FrameBeforeItsTime_WaitsForTheInterval()
    {
        var camera = Cameras(1)[0];
        var turns = TurnsOf([camera]);
        turns.Take(TimeSpan.Zero, 8, _batch);
        Assert.Null(turns.UntilNext(TimeSpan.Zero));

        camera.Offer([1], default);
        turns.Take(TimeSpan.FromSeconds(9.5), 8, _batch);

        Assert.Single(_batch);
        Assert.Equal(TimeSpan.FromSeconds(0.5), turns.UntilNext(TimeSpan.FromSeconds(9.5)));
        turns.Take(TimeSpan.FromSeconds(10), 8, _batch);
        Assert.Equal(2, _batch.Count);
    }

    [Theory]
    [InlineData(10, 10, 10, 20)]
    [InlineData(10, 13, 13, 20)]
    [InlineData(10, 20, 20, 30)]
    [InlineData(10, 500, 500, 510)]
    public void NextDue_ServedLate_KeepsTheBeatUnlessAWholeIntervalWasMissed(int due, int arrived, int now, double expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        CameraTurns.NextDue(TimeSpan.FromSeconds(due), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(arrived), TimeSpan.FromSeconds(now)));

    [Theory]
    [InlineData(10, 6, 10, 16)]
    [InlineData(10, 9.98, 10, 20)]
    [InlineData(0, 6, 500, 16)]
    public void NextDue_FrameThatWaited_DrawsTheBeatToItsArrival(double due, double arrived, double now, double expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        CameraTurns.NextDue(TimeSpan.FromSeconds(due), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(arrived), TimeSpan.FromSeconds(now)));

    [Fact]
    public void Take_TwiceWhatThereIsTimeFor_SharesEquallyAndByWeight()
    {
        // Six cameras of one interval, one frame a tick: 7 weights share 700 turns.
        var cameras = Cameras(6);
        var turns = TurnsOf(cameras, camera => camera.Key.Printer == "p3" ? 2 : 1);
        var served = Overload(turns, cameras, ticks: 700);

        Assert.Equal(200, served["p3"], tolerance: 2);
        Assert.All(served.Where(item => item.Key != "p3"), item => Assert.Equal(100, item.Value, tolerance: 2));
    }

    [Theory]
    [InlineData(0.25, 10)]
    [InlineData(1, 10)]
    [InlineData(2, 5)]
    public void Take_TimeForAll_ALesserWeightIsDueOnceAnIntervalToo(double weight, double expected)
    {
        var camera = Cameras(1)[0];
        var turns = TurnsOf([camera], _ => weight);
        turns.Take(TimeSpan.Zero, 8, _batch);

        camera.Offer([1], default);

        Assert.Equal(TimeSpan.FromSeconds(expected), turns.UntilNext(TimeSpan.Zero));
    }

    [Fact]
    public void Take_TooLittleTime_ALesserWeightHasAQuarterOfTheTurns()
    {
        // One of a quarter and two of one share 900 turns.
        var cameras = Cameras(3);
        var turns = TurnsOf(cameras, camera => camera.Key.Printer == "p0" ? 0.25 : 1);

        Assert.Equal(100, Overload(turns, cameras, ticks: 900)["p0"], tolerance: 2);
    }

    [Fact]
    public void Take_CameraThatWasAway_HasNoClaimToTheTimeItMissed()
    {
        var cameras = Cameras(3);
        var turns = TurnsOf(cameras);
        Overload(turns, cameras[..2], ticks: 500);

        Assert.Equal(100, Overload(turns, cameras, ticks: 300)["p2"], tolerance: 2);
    }

    [Fact]
    public void Follow_ListWithOneMore_KeepsTheTurnsOfTheOthers()
    {
        var cameras = Cameras(2);
        var turns = TurnsOf(cameras[..1]);
        turns.Take(TimeSpan.Zero, 8, _batch);

        cameras[0].Offer([1], default);
        turns.Follow(cameras);
        turns.Take(TimeSpan.FromSeconds(1), 8, _batch);

        Assert.Equal(["p0", "p1"], _batch.Select(due => due.Camera.Key.Printer));
    }

    /// <summary>Every camera always has a frame, and each tick there is time for one; all are due all the time.</summary>
    private Dictionary<string, int> Overload(CameraTurns turns, IReadOnlyList<Camera> cameras, int ticks)
    {
        List<DueFrame> served = [];
        for (var tick = 0; tick < ticks; tick++)
        {
            foreach (var camera in cameras)
            {
                camera.Offer([1], default);
            }

            turns.Take(TimeSpan.FromSeconds(30 * _ticks++), 1, served);
        }

        _batch.AddRange(served);
        return served.CountBy(due => due.Camera.Key.Printer).ToDictionary();
    }

    private static CameraTurns TurnsOf(IReadOnlyList<Camera> cameras, Func<Camera, double>? weight = null)
    {
        var turns = new CameraTurns(weight ?? (_ => 1), _ => TimeSpan.MaxValue / 2);
        turns.Follow(cameras);
        return turns;
    }

    private List<Camera> Cameras(int count)
    {
        var settings = new CameraSettings("/footage", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), null, false, false, true);
        List<Camera> cameras = [.. Enumerable.Range(0, count).Select(i => new Camera(new CameraKey($"p{i}", "bed"), settings, _signal, TimeProvider.System))];
        cameras.ForEach(camera => camera.Offer([1], default));
        return cameras;
    }
}
