namespace Defects.Agent.Cameras.Found;

/// <summary>A camera as its printer describes it.</summary>
/// <param name="Name">What the printer calls it.</param>
/// <param name="Address">Absolute.</param>
/// <param name="Turn">Clockwise, before mirroring: 0, 90, 180 or 270 degrees.</param>
/// <param name="FlipHorizontal">Left becomes right.</param>
/// <param name="FlipVertical">Top becomes bottom.</param>
internal sealed record FoundCamera(string Name, Uri Address, int Turn, bool FlipHorizontal, bool FlipVertical);
