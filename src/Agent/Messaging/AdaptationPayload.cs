using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>What a camera's good frames change in its scores.</summary>
/// <param name="Frames">How many good frames it was fitted to.</param>
/// <param name="FittedAt">When.</param>
/// <param name="Model">Name and version of the model that it was fitted with, and holds for.</param>
/// <param name="Added">By class, what is added to its log-odds for a frame that is no stranger than usual.</param>
/// <param name="Refused">Why it is not applied; absent where it is.</param>
internal sealed record AdaptationPayload(int Frames, DateTimeOffset FittedAt, string Model, IReadOnlyDictionary<DefectClass, double> Added, string? Refused);
