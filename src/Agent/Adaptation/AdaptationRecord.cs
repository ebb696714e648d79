using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Defects.Agent.Cameras;
using Defects.Shared.Adaptation;

namespace Defects.Agent.Adaptation;

/// <summary><c>adaptation.json</c> beside a camera's reference frames.</summary>
/// <param name="ModelSha256">Of the <c>model.onnx</c> that it was fitted with, and holds for; no other.</param>
/// <param name="Model">Name and version of the same, for people.</param>
/// <param name="FittedAt">When.</param>
/// <param name="Since">When the oldest of its frames was taken.</param>
/// <param name="Place">What the camera was configured as, see <see cref="PlaceOf"/>: of another its frames say nothing.</param>
/// <param name="Refusal">Why it is not applied; null where it is.</param>
/// <param name="Adaptation">What was fitted.</param>
/// <param name="Effects">What it changes.</param>
internal sealed record AdaptationRecord(
    string ModelSha256, string Model, DateTimeOffset FittedAt, DateTimeOffset Since, string Place, string? Refusal, CameraAdaptation Adaptation, IReadOnlyList<ClassEffect> Effects)
{
    public const int CurrentSchema = 1;

    /// <summary>In place of a model's hash: frames were taken out, and it has to be fitted anew.</summary>
    public const string NoModel = "";

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>What became of failures that were laid onto its frames; null where none could be.</summary>
    public FoundFailures? Found { get; init; }

    /// <summary>Whether it could have been fitted: what is read from a file may hold anything.</summary>
    public bool IsSound =>
        Schema == CurrentSchema && Adaptation.IsSound && !Effects.Contains(null!) && Effects.DistinctBy(effect => effect.Class).Count() == Effects.Count
        && Effects.All(effect => Math.Abs(effect.Added) <= 10 && Math.Abs(effect.Margin) < 100);

    /// <summary>Changes with the source and with how its pictures are turned, cut and masked; tells neither.</summary>
    public static string PlaceOf(CameraSettings settings) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.SourceText} {JsonSerializer.Serialize(settings.View)}")))[..16];
}
