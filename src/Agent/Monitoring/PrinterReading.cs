using Defects.Agent.Alerts;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;

namespace Defects.Agent.Monitoring;

/// <summary>What is known of a printer's print at one moment.</summary>
/// <param name="Model">The model that scored its last frame; null before the first.</param>
/// <param name="Classes">In the model's order; empty before the first frame.</param>
/// <param name="ScoredAt">When each camera's last scores were ready.</param>
internal sealed record PrinterReading(
    ModelDescription? Model, IReadOnlyList<ClassReading> Classes, IReadOnlyDictionary<string, DateTimeOffset> ScoredAt)
{
    public required PrinterMemory Memory { get; init; }

    /// <summary>What is held of what the printer says of itself.</summary>
    public required PrinterReport Report { get; init; }

    public IEnumerable<OpenAlert> OpenAlerts => Memory.Alerts.Open;
}
