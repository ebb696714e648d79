using System.Text.Json.Serialization;
using Defects.Shared.Classes;

namespace Defects.Shared.Bundles;

/// <summary>
/// What a model says of itself. The ONNX file carries it (metadata property <see cref="PropertyKey"/>, one JSON document), so
/// that a bare file can be served; <c>manifest.json</c> repeats it for people.
/// </summary>
public sealed record ModelDescription
{
    /// <summary>The metadata property of the ONNX file that holds this record as JSON.</summary>
    public const string PropertyKey = "defects.model";

    /// <summary>The schema this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The model's name, for example <c>defects</c>: the folder above its versions.</summary>
    public required string Name { get; init; }

    /// <summary>A whole number from 1, as Triton lays versions out.</summary>
    public required int Version { get; init; }

    /// <summary>The network, for example <c>mobilenet_v2</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Class names in the order of the output columns; read them through <see cref="ClassSet"/>.</summary>
    public required IReadOnlyList<DefectClass> Classes { get; init; }

    /// <summary>Class ids in the same order, for readers that know ids only.</summary>
    public IReadOnlyList<int> ClassIds => [.. Classes.Select(c => c.Id)];

    /// <summary>Side of the square input, pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>How a frame becomes the input; see <see cref="Imaging.FramePreprocessing"/>.</summary>
    public required string ResizeRule { get; init; }

    /// <summary>The divisor of the prior-corrected logits inside the graph (Guo et al. 2017); 1 is uncalibrated.</summary>
    public required double Temperature { get; init; }

    /// <summary>What the graph adds to each class's logit: log deployed prior minus log training prior.</summary>
    public required IReadOnlyDictionary<DefectClass, double> PriorOffset { get; init; }

    /// <summary>One threshold for each defect class of the model.</summary>
    public required IReadOnlyList<ClassThreshold> Thresholds { get; init; }

    /// <summary>How a camera's good frames correct the model; null where nobody has learnt it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AdaptationRule? Adaptation { get; init; }

    /// <summary>SHA-256 over the training manifest's rows and the files they name.</summary>
    public required string TrainingDataHash { get; init; }

    /// <summary>The commit the trainer was built from, or <c>unknown</c>.</summary>
    public required string GitCommit { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Headline figures by name, for example <c>test.macro_f1</c>.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    public ClassSet ClassSet() => new(Classes);

    /// <summary>The threshold of a class.</summary>
    /// <exception cref="KeyNotFoundException">The model has none for that class.</exception>
    public ClassThreshold ThresholdOf(DefectClass item) =>
        Thresholds.FirstOrDefault(t => t.Class == item)
            ?? throw new KeyNotFoundException($"Model {Name}/{Version} has no threshold for {item}; it has {string.Join(", ", Thresholds.Select(t => t.Class))}.");
}
