using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>What a camera has delivered so far.</summary>
/// <param name="LastFrameAt">When its last frame arrived, by this machine's clock; null before the first.</param>
/// <param name="LastError">Why it failed last, in plain words and without secrets; null while it delivers.</param>
/// <param name="Fault">Why its pictures show no print, and since when; null where they may show one.</param>
/// <param name="FramesScored">How many were scored.</param>
internal sealed record CameraSignal(DateTimeOffset? LastFrameAt, string? LastError, (BlindReason Reason, DateTimeOffset Since)? Fault = null, long FramesScored = 0);
