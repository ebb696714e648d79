namespace Defects.Agent.Alerts;

/// <summary>Silences that run on the clock.</summary>
internal static class Quiet
{
    /// <summary>
    /// Whether a silence of at most <paramref name="longest"/> that ends at <paramref name="until"/> is still on. More than that left
    /// means that the clock was set back; it must not silence a class until it has caught up.
    /// </summary>
    public static bool IsUntil(DateTimeOffset until, TimeSpan longest, DateTimeOffset now) => now < until && until - now <= longest;
}
