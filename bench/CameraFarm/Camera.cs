using Defects.CameraFarm.Faults;
using Defects.CameraFarm.Pictures;

namespace Defects.CameraFarm;

/// <summary>A camera before one scene that does not change, in health or with a fault. Thread-safe.</summary>
internal sealed class Camera
{
    private readonly Func<Look, long, Picture> _see;
    private readonly SendPictures _health;
    private Conduct _conduct;
    private long _sent;

    /// <param name="see">The picture of a frame.</param>
    public Camera(PictureClock clock, Func<Look, long, Picture> see)
    {
        Clock = clock;
        _see = see;
        _health = new SendPictures(frame => See(frame));
        _conduct = new Conduct(_health);
    }

    public PictureClock Clock { get; }

    /// <summary>How it behaves now, and until when.</summary>
    public Conduct Conduct => Volatile.Read(ref _conduct);

    /// <summary>What it would show in health.</summary>
    public Picture Current => See(Clock.Frame);

    /// <summary>Whole pictures sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public void CountPicture() => Interlocked.Increment(ref _sent);

    public Picture See(long frame, Look look = Look.Sharp) => _see(look, frame);

    /// <summary>From now on, for those who look already as for those to come.</summary>
    public void Behave(IBehaviour behaviour) => Interlocked.Exchange(ref _conduct, new Conduct(behaviour)).End();

    public void Recover() => Behave(_health);
}
