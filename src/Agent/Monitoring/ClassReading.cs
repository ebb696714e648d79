using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring;

/// <summary>One class of one printer as it stands, by the camera with the most evidence for it.</summary>
/// <param name="Class">The class.</param>
/// <param name="Probability">Of the camera's last frame, calibrated; for good the lowest of all cameras.</param>
/// <param name="Evidence">0 to 1; null for good, of which no evidence is kept.</param>
/// <param name="Threshold">Evidence from which an alert may begin; null for good.</param>
/// <param name="AlertId">The open alert's id, or null.</param>
internal sealed record ClassReading(DefectClass Class, double Probability, double? Evidence, double? Threshold, Ulid? AlertId);
