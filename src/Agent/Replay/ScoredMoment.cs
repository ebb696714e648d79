namespace Defects.Agent.Replay;

/// <summary>What the model said of one frame of a log.</summary>
/// <param name="At">From the start of the log, whole milliseconds.</param>
/// <param name="Camera">Number of the camera in the header.</param>
/// <param name="Probabilities">Calibrated, 0 to 1, in the order of the header's classes.</param>
internal sealed record ScoredMoment(TimeSpan At, int Camera, float[] Probabilities);
