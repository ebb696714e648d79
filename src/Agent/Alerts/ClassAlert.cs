namespace Defects.Agent.Alerts;

/// <summary>The alert of one printer and class.</summary>
/// <param name="Latch">Whether the evidence holds one up.</param>
/// <param name="SteppedAt">When the latch last stepped.</param>
/// <param name="Open">The alert, where there is one.</param>
/// <param name="DismissedUntil">A person called the alert false: until then, or until the evidence lets go, it is not told again.</param>
internal sealed record ClassAlert(Latch Latch, DateTimeOffset? SteppedAt, OpenAlert? Open, DateTimeOffset? DismissedUntil = null)
{
    public static readonly ClassAlert Clear = new(default, null, null);
}
