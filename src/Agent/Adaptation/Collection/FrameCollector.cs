using System.Collections.Concurrent;
using System.Threading.Channels;
using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Adaptation.Collection;

/// <summary>
/// The side of the collection that lives on the inference thread: queues copies of frames of prints that are trusted so far. Where the disk
/// is slow a frame is passed over, and a later one is taken in its place.
/// </summary>
internal sealed partial class FrameCollector(AgentOptions options, IPrintTrust prints, ILogger<FrameCollector> logger) : IScoredFrameObserver
{
    private const int Capacity = 16;

    private readonly Channel<CollectedFrame> _channel = Channel.CreateBounded<CollectedFrame>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    private readonly ConcurrentDictionary<CameraKey, DateTimeOffset> _moved = new();

    // Of the inference thread alone.
    private readonly Dictionary<CameraKey, (DateTimeOffset Print, FrameSpread Spread)> _spreads = [];
    private ModelDescription? _withoutRule;

    public ChannelReader<CollectedFrame> Frames => _channel.Reader;

    /// <returns>When the last frame was taken that showed the camera moved: those before it are of another place. Null where none did.</returns>
    public DateTimeOffset? MovedAt(CameraKey camera) => _moved.TryGetValue(camera, out var at) ? at : null;

    public void OnScored(in ScoredFrame frame)
    {
        var (camera, at) = (frame.Camera, frame.Frame.CapturedAt);
        if (frame.Fault == CameraFault.Moved)
        {
            _moved[camera] = at;
            _spreads.Remove(camera);
        }

        if (!options.Adaptation.Collect || frame.Fault is not null || prints.PrintOf(camera.Printer) is not { } print || !HasRule(frame.Model))
        {
            return;
        }

        var spread = _spreads.TryGetValue(camera, out var held) && held.Print == print ? held.Spread : FrameSpread.Start;

        // Asked first, so that a full queue costs no copy; this thread is the only one that adds.
        if (spread.IsDue(at) && _channel.Reader.Count < Capacity)
        {
            spread = spread.With(at);
            _spreads[camera] = (print, spread);
            var picture = CameraFrame.Copy(frame.Frame.Encoded.Span, frame.Frame.Sequence, at, frame.Frame.View);
            _channel.Writer.TryWrite(new CollectedFrame(camera, print, picture, spread.Times));
        }
    }

    private bool HasRule(ModelDescription model)
    {
        if (model.Adaptation is null && !ReferenceEquals(model, _withoutRule))
        {
            _withoutRule = model;
            LogNoRule(logger, model.Name, model.Version);
        }

        return model.Adaptation is not null;
    }

    [LoggerMessage(LogLevel.Information, "Cameras' good frames are not collected: {Model}/{Version} has no rule of adaptation")]
    private static partial void LogNoRule(ILogger logger, string model, int version);
}
