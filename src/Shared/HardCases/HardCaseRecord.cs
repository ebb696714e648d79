using Defects.Shared.Classes;

namespace Defects.Shared.HardCases;

/// <summary>The JSON beside a kept frame: what the agent knew of it, and, once a person has looked, what it shows.</summary>
public sealed record HardCaseRecord
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The ULID that names both files.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Node name of the agent.</summary>
    public required string Agent { get; init; }

    public required string Printer { get; init; }
    public required string Camera { get; init; }

    /// <summary>The print job, where the printer told; the training group falls back to printer and day.</summary>
    public string? Job { get; init; }

    public required IReadOnlyDictionary<DefectClass, double> Probabilities { get; init; }
    public required IReadOnlyList<float> Embedding { get; init; }
    public required string ModelName { get; init; }
    public required int ModelVersion { get; init; }
    public required IReadOnlyList<HardCaseReason> Reasons { get; init; }

    /// <summary>For example <c>dhash64-v1</c>; hashes of different algorithms are never compared.</summary>
    public required string HashAlgorithm { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string PerceptualHash { get; init; }

    public DefectClass? Label { get; init; }
    public string? Labeller { get; init; }
    public DateTimeOffset? LabelledAt { get; init; }
}
