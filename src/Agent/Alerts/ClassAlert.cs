namespace Defects.Agent.Alerts;

/// <summary>The alert of one printer and class.</summary>
/// <param name="Latch">Whether it is open.</param>
/// <param name="SteppedAt">When the latch last stepped.</param>
/// <param name="Open">The alert, where the latch is open.</param>
internal sealed record ClassAlert(Latch Latch, DateTimeOffset? SteppedAt, OpenAlert? Open);
