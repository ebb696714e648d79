using Defects.Agent.Printers;

namespace Defects.Agent.Messaging;

/// <summary>One camera of a printer.</summary>
/// <param name="Monitoring">Watching or blind.</param>
/// <param name="Reason">Why blind.</param>
/// <param name="Since">Since when.</param>
/// <param name="FramesScored">Frames scored since the agent's start, or since the camera was configured anew.</param>
/// <param name="LastFrameAt">When its last frame arrived.</param>
/// <param name="Error">Why it failed last, in plain words; absent while it delivers.</param>
/// <param name="Adaptation">What its good frames change; absent where it is not adapted.</param>
internal sealed record CameraPayload(WatchMode Monitoring, BlindReason? Reason, DateTimeOffset Since, long FramesScored, DateTimeOffset? LastFrameAt, string? Error, AdaptationPayload? Adaptation = null);
