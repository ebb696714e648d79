using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Inference;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Monitoring;

/// <summary>Says in the log what is held against a camera's pictures, and when nothing is any more: where its alerts stay away, this is why.</summary>
internal sealed partial class FaultLog(ILogger<FaultLog> logger) : IScoredFrameObserver
{
    // Of the inference thread alone.
    private readonly Dictionary<CameraKey, CameraFault> _faults = [];

    public void OnScored(in ScoredFrame frame)
    {
        CameraFault? before = _faults.TryGetValue(frame.Camera, out var known) ? known : null;
        if (frame.Fault == before)
        {
            return;
        }

        if (frame.Fault is { } fault)
        {
            _faults[frame.Camera] = fault;
            LogFault(logger, frame.Camera, fault, frame.FaultSince, frame.IsEvidence ? "they still count" : "they count for no alert");
        }
        else
        {
            _faults.Remove(frame.Camera);
            LogMended(logger, frame.Camera, before!.Value);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Camera}: its pictures are {Fault} since {Since:u}; {Consequence}")]
    private static partial void LogFault(ILogger logger, CameraKey camera, CameraFault fault, DateTimeOffset since, string consequence);

    [LoggerMessage(LogLevel.Information, "{Camera}: its pictures are not {Fault} any more")]
    private static partial void LogMended(ILogger logger, CameraKey camera, CameraFault fault);
}
