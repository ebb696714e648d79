namespace Defects.CameraFarm;

/// <summary>When a camera takes its pictures: one an interval, at its own moment within it.</summary>
internal sealed class PictureClock(TimeProvider time, TimeSpan interval, TimeSpan phase)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Number of the newest picture, from 0.</summary>
    public long Frame => (Elapsed + interval - phase).Ticks / interval.Ticks;

    private TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Waits for the next picture. Who comes late has missed those in between.</summary>
    public async Task<long> NextAsync(CancellationToken cancel)
    {
        var next = Frame + 1;
        while (Frame < next)
        {
            // Rounded up: a timer counts whole milliseconds, and one that rings early would ring again at once.
            var left = ((next - 1) * interval) + phase - Elapsed;
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(left.TotalMilliseconds))), time, cancel);
        }

        return Frame;
    }
}
