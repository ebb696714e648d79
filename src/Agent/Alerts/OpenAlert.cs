namespace Defects.Agent.Alerts;

/// <summary>An alert that has begun and not ended.</summary>
/// <param name="Id">Shared by all its events.</param>
/// <param name="BeganAt">Time of the frame that began it.</param>
/// <param name="ToldAt">Time of its last event.</param>
/// <param name="Rule">The rule that it is held to.</param>
/// <param name="Acknowledged">A person knows: no more updates, and it may end with the print.</param>
internal sealed record OpenAlert(Ulid Id, DateTimeOffset BeganAt, DateTimeOffset ToldAt, AlertRule Rule, bool Acknowledged = false)
{
    /// <summary>The same alert, held to another rule.</summary>
    public OpenAlert Under(AlertRule rule) => ReferenceEquals(rule, Rule) ? this : this with { Rule = rule };
}
