using Defects.Agent.Devices;
using OpenCvSharp;

namespace Defects.Agent.Cameras;

/// <summary>
/// A USB or CSI camera behind V4L2. OpenCV's calls block and cannot be cancelled, so they have a thread of their own; where one
/// hangs, so does this source, until <see cref="CameraWorker"/> writes it off.
/// </summary>
internal sealed class VideoDevice(CameraSettings settings, TimeProvider time) : ICameraSource
{
    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        if (!File.Exists(settings.Source))
        {
            throw new DeviceException($"there is no device {settings.SourceText}: is the camera plugged in?");
        }

        using var stall = new StallTimeout(settings.Timeout, time, stop);
        var token = stall.Token;
        var capture = Task.Factory.StartNew(() => Capture(sink, stall, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await capture;
        }
        catch (OperationCanceledException) when (stall.Expired)
        {
            throw new DeviceException($"no picture within {settings.Timeout.TotalSeconds:0.#} s");
        }
    }

    private void Capture(IFrameSink sink, StallTimeout stall, CancellationToken cancel)
    {
        using var device = new VideoCapture(settings.Source, VideoCaptureAPIs.V4L2);
        if (!device.IsOpened())
        {
            throw new DeviceException($"{settings.SourceText} cannot be opened: does another program hold it, and may this user read it (group video)?");
        }

        using var frame = new Mat();
        long? offered = null;
        while (device.Grab())
        {
            cancel.ThrowIfCancellationRequested();

            // Frames are grabbed at the camera's pace, so that the driver's queue holds no old ones, and encoded at ours: twice
            // an interval, so that a frame that falls due is fresh.
            if (offered is { } last && time.GetElapsedTime(last) < settings.Interval / 2)
            {
                stall.Restart();
            }
            else if (device.Retrieve(frame) && !frame.Empty())
            {
                // A frame that was grabbed and cannot be had is no sign of life.
                stall.Restart();
                offered = time.GetTimestamp();
                sink.Offer(FrameEncoding.ToJpeg(frame), time.GetUtcNow());
            }
        }

        throw new DeviceException($"{settings.SourceText} gives no more pictures: was it unplugged?");
    }
}
