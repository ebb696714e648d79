using Defects.Agent.Cameras.Quality;
using Defects.Shared.Imaging;

namespace Defects.Agent.Cameras;

/// <summary>A configured camera: its newest frame on one side, how it is doing on the other.</summary>
internal sealed class Camera(CameraKey key, CameraSettings settings, FrameSignal signal, TimeProvider time) : IFrameSink
{
    private readonly Lock _lock = new();
    private readonly FrameEye _eye = new(QualityLimits.Default);
    private FrameQuality _quality = FrameQuality.Start;
    private FrameView _view = settings.View;
    private CameraStatus _status = new(false, false, null, 0, 0, 0, 0, 0, null, null);

    public CameraKey Key { get; } = key;

    public CameraSettings Settings { get; } = settings;

    public CameraStatus Status
    {
        get
        {
            lock (_lock)
            {
                return _status;
            }
        }
    }

    /// <summary>What is held of its pictures, as of the last one that was scored.</summary>
    public FrameQuality Quality => Volatile.Read(ref _quality);

    internal LatestFrame Latest { get; } = new();

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        var sequence = Status.Frames + 1;
        var room = Latest.Put(CameraFrame.Copy(encoded, sequence, capturedAt, Volatile.Read(ref _view)), time.GetTimestamp());
        Change(status => status with
        {
            Connected = true,
            LastFrameAt = time.GetUtcNow(),
            Frames = sequence,
            Dropped = status.Dropped + (room ? 0 : 1),
        });
        signal.Set();
    }

    /// <summary>What the configuration says of it holds before what the printer says.</summary>
    public void Orient(int turn, bool flipHorizontal, bool flipVertical)
    {
        if (!Settings.IsOriented)
        {
            Volatile.Write(ref _view, Settings.View with { Turn = turn, FlipHorizontal = flipHorizontal, FlipVertical = flipVertical });
        }
    }

    public Task WaitUntilTakenAsync(CancellationToken stop) => Latest.WaitUntilTakenAsync(stop);

    internal void NoteFailure(string reason) =>
        Change(status => status with { Connected = false, LastError = reason, LastErrorAt = time.GetUtcNow() });

    /// <summary>Looks at a picture as the model gets it. One caller at a time.</summary>
    /// <param name="input">BGR, <paramref name="side"/> x <paramref name="side"/>.</param>
    internal void Judge(Span<byte> input, int side, DateTimeOffset at) =>
        Volatile.Write(ref _quality, _quality.Observe(_eye.Look(input, side, at), at, QualityLimits.Default));

    internal void NoteUndecodable() => Change(status => status with
    {
        Undecodable = status.Undecodable + 1,
        UndecodableInARow = status.UndecodableInARow + 1,
    });

    internal void NoteScored() => Change(status => status with { Scored = status.Scored + 1, UndecodableInARow = 0 });

    internal void NoteEnd() => Change(status => status with { Connected = false, Ended = true });

    private void Change(Func<CameraStatus, CameraStatus> change)
    {
        lock (_lock)
        {
            _status = change(_status);
        }
    }
}
