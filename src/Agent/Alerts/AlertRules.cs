using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>The rules of one printer.</summary>
/// <param name="Classes">One rule for each defect class that the model knows.</param>
/// <param name="Stale">Age of a camera's last frame past which the camera has no say in beginning an alert, and the most of a gap that counts as watched for a hold.</param>
internal sealed record AlertRules(IReadOnlyList<AlertRule> Classes, TimeSpan Stale)
{
    /// <summary>While an alert is open, an update is told at most this often.</summary>
    public static readonly TimeSpan UpdateInterval = TimeSpan.FromSeconds(30);

    public bool Has(DefectClass item) => Classes.Any(rule => rule.Class == item);
}
