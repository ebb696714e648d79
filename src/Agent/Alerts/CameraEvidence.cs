using System.Collections.Immutable;
using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>What one camera has seen so far.</summary>
/// <param name="At">Time of its last frame.</param>
/// <param name="Probabilities">What the model said of that frame.</param>
/// <param name="Classes">The evidence by class.</param>
internal sealed record CameraEvidence(
    DateTimeOffset At,
    IReadOnlyDictionary<DefectClass, double> Probabilities,
    ImmutableDictionary<DefectClass, Evidence> Classes)
{
    public double Of(DefectClass item) => Classes.TryGetValue(item, out var evidence) ? evidence.Value : 0;
}
