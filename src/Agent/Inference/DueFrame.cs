using Defects.Agent.Cameras;

namespace Defects.Agent.Inference;

/// <summary>A frame taken for the next batch.</summary>
/// <param name="Arrived">Timestamp of its arrival.</param>
internal readonly record struct DueFrame(Camera Camera, CameraFrame Frame, long Arrived);
