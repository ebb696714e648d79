using Defects.Agent.Devices;
using OpenCvSharp;

namespace Defects.Agent.Cameras;

/// <summary>Replays a video file, each frame encoded as JPEG.</summary>
internal sealed class VideoFile(CameraSettings settings, TimeProvider time) : ICameraSource
{
    private readonly FootageClock _clock = new(settings.AsFastAsPossible, time);

    // Decoding blocks, so it has a thread of its own; the waits in between block that thread and nobody else.
    public Task RunAsync(IFrameSink sink, CancellationToken stop) =>
        Task.Factory.StartNew(() => Play(sink, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Play(IFrameSink sink, CancellationToken stop)
    {
        if (!File.Exists(settings.Source))
        {
            throw new DeviceException($"there is no file or folder {settings.SourceText}");
        }

        _clock.Start();
        do
        {
            PlayOnce(sink, stop);
        }
        while (settings.Loop);

        _clock.FinishAsync(sink, stop).GetAwaiter().GetResult();
    }

    private void PlayOnce(IFrameSink sink, CancellationToken stop)
    {
        using var video = new VideoCapture(settings.Source, VideoCaptureAPIs.FFMPEG);
        if (!video.IsOpened())
        {
            throw new DeviceException($"{settings.SourceText} cannot be opened as a video");
        }

        if (video.Fps is not (> 0.01 and < 1000))
        {
            throw new DeviceException($"{settings.SourceText} states {video.Fps:0.##} frames a second; expected 0.01 to 1000");
        }

        var step = TimeSpan.FromSeconds(1 / video.Fps);
        using var frame = new Mat();
        var count = 0;
        for (; video.Read(frame) && !frame.Empty(); count++)
        {
            _clock.PlayAsync(sink, FrameEncoding.ToJpeg(frame), step, stop).GetAwaiter().GetResult();
        }

        if (count == 0)
        {
            throw new DeviceException($"{settings.SourceText} holds no frame that can be decoded");
        }
    }
}
