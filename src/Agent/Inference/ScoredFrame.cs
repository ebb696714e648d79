using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Inference;

/// <summary>
/// A frame and what the model said of it. Everything here is valid only during the call that hands it over: the buffers belong
/// to the next batch afterwards.
/// </summary>
internal readonly ref struct ScoredFrame
{
    public required CameraKey Camera { get; init; }
    public required CameraFrame Frame { get; init; }
    public required ModelDescription Model { get; init; }

    /// <summary>
    /// Calibrated, by output column of <see cref="Model"/>, and adapted to the camera where it is; ask by class with <see cref="ProbabilityOf"/>.
    /// </summary>
    public required ReadOnlySpan<float> Probabilities { get; init; }

    /// <summary>The same as the model alone has it.</summary>
    public required ReadOnlySpan<float> Unadapted { get; init; }

    public required ReadOnlySpan<float> Embedding { get; init; }

    /// <summary>Column after column, each <see cref="HeatmapHeight"/> x <see cref="HeatmapWidth"/>.</summary>
    public required ReadOnlySpan<float> Heatmap { get; init; }

    public required int HeatmapHeight { get; init; }
    public required int HeatmapWidth { get; init; }

    /// <summary>When the scores were ready.</summary>
    public required DateTimeOffset ScoredAt { get; init; }

    /// <summary>What is wrong with the camera's pictures, this one included; null where nothing is.</summary>
    public CameraFault? Fault { get; init; }

    /// <summary>When that began to show.</summary>
    public DateTimeOffset FaultSince { get; init; }

    /// <summary>
    /// Whether the scores say something of the print. Those of a dark, covered or frozen camera do not, whatever they are; a
    /// camera that was moved may still see it.
    /// </summary>
    public bool IsEvidence => Fault is null or CameraFault.Moved;

    /// <summary>The calibrated probability of a class the model knows.</summary>
    public float ProbabilityOf(DefectClass item)
    {
        for (var column = 0; column < Model.Classes.Count; column++)
        {
            if (Model.Classes[column] == item)
            {
                return Probabilities[column];
            }
        }

        throw new ArgumentException($"Model {Model.Name}/{Model.Version} does not know {item}.", nameof(item));
    }

    /// <summary>The probabilities by class, 0 to 1: rounding in the graph's softmax may give 1.0000001.</summary>
    public Dictionary<DefectClass, double> ToDictionary()
    {
        Dictionary<DefectClass, double> probabilities = new(Model.Classes.Count);
        for (var column = 0; column < Model.Classes.Count; column++)
        {
            probabilities[Model.Classes[column]] = Math.Clamp(Probabilities[column], 0, 1);
        }

        return probabilities;
    }
}
