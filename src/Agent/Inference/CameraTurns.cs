using System.Numerics;
using Defects.Agent.Cameras;

namespace Defects.Agent.Inference;

/// <summary>
/// Whose frame is scored next. A camera is due once an interval, in a fraction of it where it matters more. While there is time
/// for all, that is all; when there is not, each gets a share in proportion (stride scheduling, Waldspurger and Weihl 1995): the
/// next turn is that of the camera which has had least of what it is owed.
/// </summary>
/// <param name="weight">How often a camera is looked at for each time that others with its interval are; below 1 only where there is no time for all.</param>
/// <param name="momentOf">From the timestamp of a frame's arrival to the time that <see cref="Take"/> counts in.</param>
internal sealed class CameraTurns(Func<Camera, double> weight, Func<long, TimeSpan> momentOf)
{
    /// <summary>
    /// A frame that was longer too early for its camera's turn draws the turns after it nearer: one that comes once an interval
    /// would wait for most of it, for ever, if its first turn was late. Cameras of 20 frames a second and more have a newer one by then.
    /// </summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    private readonly List<(Camera Camera, Turn Turn)> _ready = [];
    private Dictionary<Camera, Turn> _turns = [];
    private IReadOnlyList<Camera> _cameras = [];
    private double _served;

    /// <summary>Cameras that had a due frame and were left for the next batch.</summary>
    public int LeftWaiting { get; private set; }

    /// <summary>Whose turns these are; cameras that stay keep theirs.</summary>
    public void Follow(IReadOnlyList<Camera> cameras)
    {
        if (!ReferenceEquals(cameras, _cameras))
        {
            _cameras = cameras;
            _turns = cameras.ToDictionary(camera => camera, camera => _turns.GetValueOrDefault(camera) ?? new Turn { Had = _served });
        }
    }

    /// <summary>
    /// Takes the frames of the next batch: as many as the largest power of two that the due ones fill, since each batch size
    /// costs an accelerator a tuning of its own.
    /// </summary>
    /// <param name="now">Time since any fixed moment.</param>
    /// <param name="maxBatch">Most frames of a batch, 1 or more.</param>
    public void Take(TimeSpan now, int maxBatch, List<DueFrame> batch)
    {
        _ready.Clear();
        foreach (var camera in _cameras)
        {
            var turn = _turns[camera];
            if (!camera.Latest.IsEmpty && IsDue(camera, turn, now))
            {
                // Who was away saves nothing up.
                turn.Had = Math.Max(turn.Had, _served);
                _ready.Add((camera, turn));
            }
        }

        _ready.Sort((a, b) => a.Turn.Had != b.Turn.Had ? a.Turn.Had.CompareTo(b.Turn.Had) : a.Turn.Due.CompareTo(b.Turn.Due));
        var size = _ready.Count == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(_ready.Count, maxBatch) + 1) / 2;
        foreach (var (camera, turn) in _ready.Take(size))
        {
            if (camera.Latest.TryTake(out var frame, out var arrived))
            {
                batch.Add(new DueFrame(camera, frame, arrived));
                var (interval, times) = (camera.Settings.Interval, weight(camera));

                // Who matters less has less of what there is to share, and is due as often all the same: it would be held to be blind.
                turn.Due = NextDue(turn.Due, interval / Math.Max(times, 1), momentOf(arrived), now);
                _served = turn.Had;
                turn.Had += (interval / times).TotalSeconds;
            }
        }

        LeftWaiting = _ready.Count - size;
    }

    /// <summary>How long until a frame that is here already falls due; null where none is here.</summary>
    public TimeSpan? UntilNext(TimeSpan now)
    {
        TimeSpan? least = null;
        foreach (var camera in _cameras)
        {
            if (!camera.Latest.IsEmpty)
            {
                var wait = IsDue(camera, _turns[camera], now) ? TimeSpan.Zero : _turns[camera].Due - now;
                least = least < wait ? least : wait;
            }
        }

        return least;
    }

    /// <summary>Keeps to the camera's own beat through small delays, and begins a new beat after a gap.</summary>
    public static TimeSpan NextDue(TimeSpan due, TimeSpan interval, TimeSpan arrived, TimeSpan now)
    {
        var beat = now - due < interval ? due : now;
        return (beat > arrived + Slack ? arrived : beat) + interval;
    }

    private static bool IsDue(Camera camera, Turn turn, TimeSpan now) => camera.Settings.AsFastAsPossible || now >= turn.Due;

    private sealed class Turn
    {
        /// <summary>When the camera is next due.</summary>
        public TimeSpan Due { get; set; }

        /// <summary>Camera seconds that it has been looked at for: an interval each time.</summary>
        public double Had { get; set; }
    }
}
