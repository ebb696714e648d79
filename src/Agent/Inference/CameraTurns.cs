using System.Numerics;
using Defects.Agent.Cameras;

namespace Defects.Agent.Inference;

/// <summary>Whose frame is due: each camera once an interval, who has waited longest first.</summary>
internal sealed class CameraTurns(IReadOnlyList<Camera> cameras, int maxBatch)
{
    private readonly TimeSpan[] _due = new TimeSpan[cameras.Count];
    private readonly List<int> _ready = [];

    /// <summary>Cameras that had a due frame and were left for the next batch.</summary>
    public int LeftWaiting { get; private set; }

    /// <summary>
    /// Takes the frames of the next batch: as many as the largest power of two that the due ones fill, since each batch size
    /// costs an accelerator a tuning of its own.
    /// </summary>
    /// <param name="now">Time since any fixed moment.</param>
    public void Take(TimeSpan now, List<DueFrame> batch)
    {
        _ready.Clear();
        for (var i = 0; i < cameras.Count; i++)
        {
            if (!cameras[i].Latest.IsEmpty && IsDue(i, now))
            {
                _ready.Add(i);
            }
        }

        _ready.Sort((a, b) => _due[a].CompareTo(_due[b]));
        var size = _ready.Count == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(_ready.Count, maxBatch) + 1) / 2;
        foreach (var i in _ready.Take(size))
        {
            if (cameras[i].Latest.TryTake(out var frame, out var arrived))
            {
                batch.Add(new DueFrame(cameras[i], frame, arrived));
                _due[i] = NextDue(_due[i], cameras[i].Settings.Interval, now);
            }
        }

        LeftWaiting = _ready.Count - size;
    }

    /// <summary>How long until a frame that is here already falls due; null where none is here.</summary>
    public TimeSpan? UntilNext(TimeSpan now)
    {
        TimeSpan? least = null;
        for (var i = 0; i < cameras.Count; i++)
        {
            if (!cameras[i].Latest.IsEmpty)
            {
                var wait = IsDue(i, now) ? TimeSpan.Zero : _due[i] - now;
                least = least < wait ? least : wait;
            }
        }

        return least;
    }

    /// <summary>Keeps to the camera's own beat through small delays, and begins a new beat after a gap.</summary>
    public static TimeSpan NextDue(TimeSpan due, TimeSpan interval, TimeSpan now) => (now - due < interval ? due : now) + interval;

    private bool IsDue(int i, TimeSpan now) => cameras[i].Settings.AsFastAsPossible || now >= _due[i];
}
