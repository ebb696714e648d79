using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>What the model said of one frame.</summary>
/// <param name="Camera">Which of the printer's cameras took it.</param>
/// <param name="Probabilities">Calibrated, by class; one for each class that has a rule.</param>
internal sealed record Observation(string Camera, IReadOnlyDictionary<DefectClass, double> Probabilities);
