using Defects.Shared.Adaptation;

namespace Defects.Agent.Adaptation;

/// <summary><c>adaptation.json</c> beside a camera's reference frames.</summary>
/// <param name="ModelSha256">Of the <c>model.onnx</c> that it was fitted with, and holds for; no other.</param>
/// <param name="Model">Name and version of the same, for people.</param>
/// <param name="FittedAt">When.</param>
/// <param name="Refusal">Why it is not applied; null where it is.</param>
/// <param name="Adaptation">What was fitted.</param>
/// <param name="Effects">What it changes.</param>
internal sealed record AdaptationRecord(
    string ModelSha256, string Model, DateTimeOffset FittedAt, string? Refusal, CameraAdaptation Adaptation, IReadOnlyList<ClassEffect> Effects)
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;
}
