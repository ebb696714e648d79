using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Devices;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Adapt;

/// <summary>Takes good frames from a camera, spread evenly over a time, however many pictures come.</summary>
internal sealed class ReferenceCapture : IFrameSink
{
    /// <summary>Before a camera that failed is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly List<ReferencePicture> _taken = [];
    private readonly int _most;
    private readonly TimeSpan _apart;
    private readonly bool _isOriented;
    private readonly CancellationTokenSource _enough;
    private FrameView _view;

    /// <param name="apart">Between two frames.</param>
    /// <param name="enough">Cancelled once all are taken.</param>
    public ReferenceCapture(CameraSettings settings, int most, TimeSpan apart, CancellationTokenSource enough) =>
        (_most, _apart, _enough, _view, _isOriented) = (most, apart, enough, settings.View, settings.IsOriented);

    public IReadOnlyList<ReferencePicture> Taken => _taken;

    /// <summary>Why the last picture that was passed over shows no print; null where none was.</summary>
    public CameraFault? PassedOver { get; private set; }

    /// <param name="most">Frames to take; footage may end before.</param>
    /// <param name="over">The time that they are spread over.</param>
    /// <returns>What was taken, and why it is not more; null where all were.</returns>
    public static async Task<(IReadOnlyList<ReferencePicture> Taken, string? Failure)> RunAsync(
        CameraSettings settings, int most, TimeSpan over, TimeProvider time, CancellationToken stop)
    {
        // A frame more than its share of the time, for the first one comes at once or late.
        using var end = new CancellationTokenSource(over + over / most + settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, stop);
        var capture = new ReferenceCapture(settings, most, over / most, end);
        var failure = await capture.RunAsync(settings, time, either.Token);
        stop.ThrowIfCancellationRequested();
        var passedOver = capture.PassedOver is { } fault ? $"pictures were passed over that show no print: {fault}".ToLowerInvariant() : null;
        return (capture.Taken, capture.Taken.Count == most ? null : failure ?? passedOver ?? $"only {capture.Taken.Count} of {most} frames came");
    }

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        if (_taken.Count == _most || (_taken.Count > 0 && capturedAt - _taken[^1].TakenAt < _apart))
        {
            return;
        }

        using var frame = FrameDecoding.TryDecode(encoded, _view);
        if (frame is null)
        {
            return;
        }

        if (SinglePicture.FaultOf(frame) is { } fault)
        {
            PassedOver = fault;
            return;
        }

        _taken.Add(new ReferencePicture(FrameEncoding.ToJpeg(frame), capturedAt));
        if (_taken.Count == _most)
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
