using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Defects.Agent.Adaptation.Collection;

/// <summary>Writes collected frames to where they wait for the end of their print, away from the inference thread.</summary>
internal sealed partial class CollectionWriter(AgentOptions options, FrameCollector collector, CameraDirectory cameras, ILogger<CollectionWriter> logger) : BackgroundService
{
    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var frame in collector.Frames.ReadAllAsync(stoppingToken))
        {
            using (frame.Picture)
            {
                Write(frame);
            }
        }
    }

    // A disk that is full or gone stops the collecting, and nothing else; the log says so once.
    private void Write(CollectedFrame frame)
    {
        var folder = ReferenceFolder.Of(options.StateDirectory, frame.Camera);
        try
        {
            // It was decoded for scoring a moment ago; only a picture that changed its mind is null here.
            using var picture = FrameDecoding.TryDecode(frame.Picture.Encoded.Span, frame.Picture.View);
            if (picture is not null && cameras.Find(frame.Camera) is { } camera)
            {
                PendingFrames.Of(folder, frame.Print, camera.Settings).Add(FrameEncoding.ToJpeg(picture), frame.Picture.CapturedAt, frame.Held);
                _failing = false;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!_failing)
            {
                _failing = true;
                LogFailed(logger, frame.Camera, folder.Path, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Good frames of {Camera} cannot be kept in {Folder}: {Reason}; trying on, and quiet about it until one is kept")]
    private static partial void LogFailed(ILogger logger, CameraKey camera, string folder, string reason);
}
