using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Devices;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Adapt;

/// <summary>Takes good frames from a camera into its reference, spread evenly over a time, however many pictures come.</summary>
internal sealed class ReferenceCapture : IFrameSink
{
    /// <summary>Before a camera that failed is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly ReferenceFolder _folder;
    private readonly int _most;
    private readonly TimeSpan _apart;
    private readonly bool _isOriented;
    private readonly CancellationTokenSource _enough;
    private FrameView _view;
    private DateTimeOffset? _last;
    private Exception? _fault;

    /// <param name="apart">Between two frames.</param>
    /// <param name="enough">Cancelled once all are taken, or none can be kept.</param>
    public ReferenceCapture(CameraSettings settings, ReferenceFolder folder, int most, TimeSpan apart, CancellationTokenSource enough) =>
        (_folder, _most, _apart, _enough, _view, _isOriented) = (folder, most, apart, enough, settings.View, settings.IsOriented);

    public int Taken { get; private set; }

    /// <param name="most">Frames to take; footage may end before.</param>
    /// <param name="over">The time that they are spread over.</param>
    /// <returns>How many were taken, and why there are not more; null where there are.</returns>
    /// <exception cref="IOException">A frame cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static async Task<(int Taken, string? Failure)> RunAsync(
        CameraSettings settings, ReferenceFolder folder, int most, TimeSpan over, TimeProvider time, CancellationToken stop)
    {
        // A frame more than its share of the time, for the first one comes at once or late.
        using var end = new CancellationTokenSource(over + over / most + settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, stop);
        var capture = new ReferenceCapture(settings, folder, most, over / most, end);
        var failure = await capture.RunAsync(settings, time, either.Token);
        stop.ThrowIfCancellationRequested();
        if (capture._fault is { } fault)
        {
            throw new IOException($"{folder.Path}: a frame cannot be kept ({fault.Message}). Make room, or run this as the user that the agent runs as.", fault);
        }

        return (capture.Taken, capture.Taken == most ? null : failure ?? $"only {capture.Taken} of {most} frames came");
    }

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        if (Taken == _most || _fault is not null || capturedAt - _last < _apart)
        {
            return;
        }

        using var frame = FrameDecoding.TryDecode(encoded, _view);
        if (frame is null)
        {
            return;
        }

        try
        {
            _folder.Add(FrameEncoding.ToJpeg(frame), capturedAt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Thrown from here it would look like the camera's fault.
            _fault = e;
            _enough.Cancel();
            return;
        }

        _last = capturedAt;
        Taken++;
        if (Taken == _most)
        {
            _enough.Cancel();
        }
    }

    public void Orient(int turn, bool flipHorizontal, bool flipVertical)
    {
        if (!_isOriented)
        {
            _view = _view with { Turn = turn, FlipHorizontal = flipHorizontal, FlipVertical = flipVertical };
        }
    }

    public Task WaitUntilTakenAsync(CancellationToken stop) => Task.CompletedTask;

    /// <returns>Why the camera failed last; null where it did not.</returns>
    private async Task<string?> RunAsync(CameraSettings settings, TimeProvider time, CancellationToken end)
    {
        string? failure = null;
        while (!end.IsCancellationRequested)
        {
            try
            {
                await CameraSources.Open(settings, time).RunAsync(this, end);
                return failure;
            }
            catch (DeviceException e)
            {
                failure = e.Message;
                await Task.Delay(RetryInterval, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                // Enough was taken, or the time is over.
            }
        }

        return failure;
    }
}
