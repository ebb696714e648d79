using Defects.Agent.Actions;

namespace Defects.Agent.Messaging;

/// <summary>Where the way to a paused print stands.</summary>
/// <param name="Armed">Whether the printer may really be paused.</param>
/// <param name="Phase"><c>rest</c>, <c>requested</c>, <c>announced</c>, <c>pausing</c>, <c>paused</c> or <c>failed</c>.</param>
/// <param name="EventId">The alert that it is for.</param>
internal sealed record ActionStatePayload(bool Armed, ActionPhase Phase, string? EventId);
