namespace Defects.Agent.Messaging;

/// <summary>The frame that made the step.</summary>
/// <param name="Ts">When it was taken.</param>
/// <param name="Sha256">Lower-case hexadecimal, of the frame as the camera sent it; on <c>begin</c> only.</param>
/// <param name="ImageTopic">Where the frame is retained with the defect outlined; on <c>begin</c> only.</param>
internal sealed record FramePayload(DateTimeOffset Ts, string? Sha256, string? ImageTopic);
