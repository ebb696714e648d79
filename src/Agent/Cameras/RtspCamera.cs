using Defects.Agent.Devices;

namespace Defects.Agent.Cameras;

/// <summary>
/// A camera behind RTSP, which an FFmpeg of its own reads: what a stream of strangers makes of a decoder, it makes of that process.
/// It gives two pictures an interval, so that one that falls due is fresh, and more where the interval is so long that the stream would pass for dead.
/// </summary>
internal sealed class RtspCamera(CameraSettings settings, TimeProvider time) : ICameraSource
{
    public async Task RunAsync(IFrameSink sink, CancellationToken stop)
    {
        using var stall = new StallTimeout(settings.Timeout, time, stop);
        using var ffmpeg = FfmpegProcess.Start(DeviceAddress.Read(settings.Source, settings.CredentialsFile), StepOf(settings), settings.HardwareDecoding);
        try
        {
            await ffmpeg.ReadAsync(source => new JpegStream(sink, stall, time).ReadAsync(source), stall.Token);
        }
        catch (OperationCanceledException) when (stall.Expired)
        {
            throw new DeviceException($"no picture within {settings.Timeout.TotalSeconds:0.#} s{Told(ffmpeg.LastWords)}");
        }

        // Whoever stops the agent may have stopped FFmpeg with it.
        stop.ThrowIfCancellationRequested();
        throw new DeviceException($"the stream ended{Told(ffmpeg.LastWords)}");
    }

    /// <summary>Time between two pictures.</summary>
    internal static TimeSpan StepOf(CameraSettings settings) => (settings.Interval < settings.Timeout ? settings.Interval : settings.Timeout) / 2;

    private static string Told(string words) => words.Length > 0 ? $"; ffmpeg says: {words}" : "";
}
