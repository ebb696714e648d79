namespace Defects.Agent.Inference;

/// <summary>How inference is doing, since the start or over its last frames.</summary>
/// <param name="Frames">Frames scored.</param>
/// <param name="Batches">Runs of the model.</param>
/// <param name="Undecodable">Frames that were no complete picture.</param>
/// <param name="LatencyP50">Median time from a frame's arrival to its scores, over the last frames; zero before the first.</param>
/// <param name="LatencyP99">The time that 1 of 100 frames exceeded.</param>
/// <param name="QueueDepth">Cameras whose due frame had to wait for the batch before theirs.</param>
internal sealed record InferenceFigures(
    long Frames, long Batches, long Undecodable, TimeSpan LatencyP50, TimeSpan LatencyP99, int QueueDepth)
{
    /// <summary>Frames a second that could be scored if there were no pause, from what frames lately took; null before the first.</summary>
    public double? Capacity { get; init; }

    /// <summary>Share of time, lately, in which frames were scored; what is missing to 1 is head-room.</summary>
    public double Load { get; init; }
}
