namespace Defects.Agent.Cameras;

/// <summary>
/// Counts the captures that were written off and still hold a thread, a socket or a driver. Nothing in a process gets rid of
/// them, so with too many the process ends, and the service manager starts a clean one.
/// </summary>
internal sealed class HungCaptures
{
    /// <summary>A few dead drivers are borne; more means that each retry leaves another one behind.</summary>
    public const int Limit = 8;

    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <param name="camera">Whose it is.</param>
    /// <param name="capture">Still running; it stops counting when it ends after all.</param>
    /// <exception cref="CaptureLeakException">It is one too many.</exception>
    public void Add(string camera, Task capture)
    {
        if (Interlocked.Increment(ref _count) > Limit)
        {
            throw new CaptureLeakException(
                $"{Limit + 1} captures hang and cannot be ended, the last of {camera}: the agent ends, to be started again clean. "
                + "Look at that camera's cable, driver or network drive.");
        }

        // Its late error is nobody's.
        _ = capture.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                Interlocked.Decrement(ref _count);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
