using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Devices;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Adapt;

/// <summary>Takes good frames from a camera into its reference, spread evenly over a time.</summary>
internal sealed class ReferenceCapture : IFrameSink
{
    private readonly ReferenceFolder _folder;
    private readonly int _most;
    private readonly CancellationTokenSource _enough;
    private FrameView _view;
    private readonly bool _isOriented;

    private ReferenceCapture(CameraSettings settings, ReferenceFolder folder, int most, CancellationTokenSource enough) =>
        (_folder, _most, _enough, _view, _isOriented) = (folder, most, enough, settings.View, settings.IsOriented);

    private int Taken { get; set; }

    /// <param name="settings">The camera; its interval is what parts two frames.</param>
    /// <param name="most">Frames to take; footage may end before.</param>
    /// <param name="duration">For how long at most.</param>
    /// <returns>How many were taken, and why there are not more; null where there are.</returns>
    public static async Task<(int Taken, string? Failure)> RunAsync(
        CameraSettings settings, ReferenceFolder folder, int most, TimeSpan duration, TimeProvider time, CancellationToken stop)
    {
        using var over = new CancellationTokenSource(duration, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        var capture = new ReferenceCapture(settings, folder, most, over);
        try
        {
            await CameraSources.Open(settings, time).RunAsync(capture, either.Token);
        }
        catch (DeviceException e)
        {
            return (capture.Taken, e.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Enough was taken, or the time is over.
        }

        return (capture.Taken, capture.Taken < most ? $"only {capture.Taken} of {most} frames came" : null);
    }

    public void Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        using var frame = Taken < _most ? FrameDecoding.TryDecode(encoded, _view) : null;
        if (frame is null)
        {
            return;
        }

        _folder.Add(FrameEncoding.ToJpeg(frame), capturedAt);
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
}
